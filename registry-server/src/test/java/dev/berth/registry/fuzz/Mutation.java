package dev.berth.registry.fuzz;

import java.util.List;
import java.util.Random;

/// Turns something sensible into something hostile, the same for the same seed.
final class Mutation {
    private static final List<String> PIECES = List.of(
            "",
            "/",
            "//",
            "..",
            "/../",
            "%2e%2e",
            "%00",
            "%0d%0a",
            "\u0000",
            "%",
            "%zz",
            "A",
            "_",
            "-",
            ".",
            ":",
            "@",
            "sha256:",
            "sha512:",
            "sha256:" + "0".repeat(64),
            "sha256:" + "g".repeat(64),
            "0",
            "-1",
            "99999999999999999999",
            "9223372036854775807",
            "bytes=",
            "0-",
            "-0",
            "5-1",
            ",",
            ";",
            "\"",
            "'",
            "{",
            "}",
            "[",
            "null",
            "true",
            "1e999",
            "\uD83D\uDE00",
            "é",
            " ",
            "\t",
            "_catalog",
            "_uploads",
            "manifests",
            "blobs",
            "uploads",
            "tags/list",
            "?",
            "&n=",
            "?n=-1",
            "?last=%ff",
            "?digest=x",
            "#",
            "*",
            "x".repeat(300),
            "a/".repeat(200),
            "{\"a\":".repeat(60));

    private final Random random;

    Mutation(long seed) {
        this.random = new Random(seed);
    }

    String of(String text) {
        var mutated = text;
        for (int i = random.nextInt(4); i > 0; i--) {
            mutated = once(mutated);
        }
        return mutated;
    }

    private String once(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(6));
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, from) + pick(PIECES) + text.substring(from);
            case 1 -> text.substring(0, from) + pick(PIECES) + text.substring(to);
            case 2 -> text.substring(0, from) + text.substring(to);
            case 3 -> text.substring(0, from) + (char) random.nextInt(256) + text.substring(to);
            default -> text + text.substring(from);
        };
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
