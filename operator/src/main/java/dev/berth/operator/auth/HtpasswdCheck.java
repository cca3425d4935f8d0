package dev.berth.operator.auth;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks a user's htpasswd text as the server would.
final class HtpasswdCheck {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");

    private HtpasswdCheck() {}

    /// What is wrong with the text, with the number of the line; null when it is good.
    static @Nullable String fault(String text) {
        List<String> lines = text.lines().toList();
        Set<String> users = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String fault = lineFault(line, users);
            if (fault != null) {
                return "line " + (i + 1) + " " + fault;
            }
        }
        return users.isEmpty() ? "there is no user in it" : null;
    }

    private static @Nullable String lineFault(String line, Set<String> users) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            return "is not of the form user:hash";
        }
        if (!BCRYPT.matcher(line.substring(colon + 1)).matches()) {
            return "is not a bcrypt hash (MD5, SHA and crypt are refused)";
        }
        return users.add(line.substring(0, colon)) ? null : "names a user that an earlier line has";
    }
}
