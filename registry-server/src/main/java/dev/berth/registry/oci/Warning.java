package dev.berth.registry.oci;

import java.util.stream.Collectors;

/// What a client should know about a request that was carried out all the same. Distribution specification,
/// "Warnings".
public record Warning(String text) {
    public static final String HEADER = "Warning";

    /// Clients drop longer ones.
    private static final int LONGEST = 4096;

    /// The value of the header: printable ASCII alone, with what would end the text escaped.
    public String header() {
        String start = "299 - \"";
        int room = LONGEST - start.length() - 1;
        String escaped = text.codePoints().mapToObj(Warning::escaped).collect(Collectors.joining());
        return start + shortened(escaped, room) + '"';
    }

    private static String escaped(int c) {
        if (c == '"' || c == '\\') {
            return "\\" + (char) c;
        }
        return c < ' ' || c > '~' ? "?" : Character.toString(c);
    }

    /// Never cuts between a backslash and what it escapes.
    private static String shortened(String escaped, int room) {
        if (escaped.length() <= room) {
            return escaped;
        }
        String cut = escaped.substring(0, room - 3);
        int backslashes = cut.length() - cut.replaceAll("\\\\+$", "").length();
        return (backslashes % 2 == 0 ? cut : cut.substring(0, cut.length() - 1)) + "...";
    }
}
