package dev.berth.registry.auth.htpasswd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The users of one htpasswd file with their bcrypt hashes. Other forms of hashes are refused: they can be guessed too
/// fast.
record Htpasswd(Map<String, String> hashes) {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1\\d|2\\d|3[01])\\$[./A-Za-z0-9]{53}");
    private static final String DECOY = "$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
    private static final long LARGEST = 16 << 20;

    static Htpasswd read(Path file) throws HtpasswdException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new HtpasswdException("The user file " + file + " is too large");
            }
            return parse(Files.readAllLines(file), file.toString());
        } catch (IOException e) {
            throw new HtpasswdException("The user file " + file
                    + (Files.exists(file)
                            ? " cannot be read as UTF-8 text; check its content and permissions"
                            : " named in auth.htpasswd.path does not exist"));
        }
    }

    /// Blank lines and lines that start with `#` are skipped; of two lines for one user the last counts.
    static Htpasswd parse(List<String> lines, String source) throws HtpasswdException {
        Map<String, String> hashes = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                put(hashes, line, source + " line " + (i + 1));
            }
        }
        return new Htpasswd(Map.copyOf(hashes));
    }

    Optional<String> hash(String user) {
        return Optional.ofNullable(hashes.get(user));
    }

    /// A hash that no password is known for, as dear to compare as the dearest of the users'.
    String decoy() {
        String dearest = hashes.values().stream()
                .map(hash -> hash.substring(4, 6))
                .max(Comparator.naturalOrder())
                .orElse("10");
        return "$2y$" + dearest + DECOY;
    }

    private static void put(Map<String, String> hashes, String line, String where) throws HtpasswdException {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw new HtpasswdException(where + " is not of the form user:bcrypt");
        }
        String hash = line.substring(colon + 1);
        if (!BCRYPT.matcher(hash).matches()) {
            throw new HtpasswdException(
                    where
                            + " holds a password that is not bcrypt; make the line with htpasswd -B, or with this server's htpasswd command");
        }
        hashes.put(line.substring(0, colon), hash);
    }
}
