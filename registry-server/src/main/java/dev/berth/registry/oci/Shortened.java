package dev.berth.registry.oci;

/// A client's text made safe to quote: no control characters, at most 128 characters.
final class Shortened {
    private static final int LIMIT = 128;

    private Shortened() {}

    static String of(String text) {
        var cut = text.length() > LIMIT ? text.substring(0, LIMIT) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
