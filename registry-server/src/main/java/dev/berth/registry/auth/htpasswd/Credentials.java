package dev.berth.registry.auth.htpasswd;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// A user and the password given for it. Never shown: its text form hides the password.
public record Credentials(String user, String password) {
    private static final String SCHEME = "basic ";
    private static final int LONGEST_HEADER = 4096;

    /// Reads an Authorization header; empty for anything but well-formed Basic credentials with a user.
    public static Optional<Credentials> parse(String header) {
        if (header.length() > LONGEST_HEADER || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        return decode(header.substring(SCHEME.length()).strip())
                .filter(text -> text.indexOf(':') > 0)
                .map(text ->
                        new Credentials(text.substring(0, text.indexOf(':')), text.substring(text.indexOf(':') + 1)));
    }

    /// Of a user and a password as they are, empty without a user.
    public static Optional<Credentials> of(String user, String password) {
        return user.isEmpty() || user.length() + password.length() > LONGEST_HEADER
                ? Optional.empty()
                : Optional.of(new Credentials(user, password));
    }

    private static Optional<String> decode(String base64) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// The user as it may be logged: short, printable.
    public String printableUser() {
        return printable(user);
    }

    public static String printable(String user) {
        String printable = user.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > 64 ? printable.substring(0, 64) + "..." : printable;
    }

    @Override
    public String toString() {
        return printableUser();
    }
}
