package dev.berth.registry.quotas;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Something that rules began to count, or a tag that they no longer do. Doing it twice changes nothing more.
record Change(Kind kind, long key, long rules, long size) {
    private static final Pattern LINE = Pattern.compile("([+tx]) ([0-9a-f]{1,16}) ([0-9a-f]{1,16}) (\\d{1,18})");
    private static final int KEY_DIGITS = 16;

    enum Kind {
        BLOB('+'),
        TAG('t'),
        UNTAG('x');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }
    }

    static Change blob(Digest content, long rules, long size) {
        return new Change(Kind.BLOB, key(content), rules, size);
    }

    static Change tag(RepositoryName repository, Tag tag, long rules) {
        return new Change(Kind.TAG, key(repository, tag), rules, 0);
    }

    static Change untag(RepositoryName repository, Tag tag, long rules) {
        return new Change(Kind.UNTAG, key(repository, tag), rules, 0);
    }

    static long key(Digest content) {
        return Long.parseUnsignedLong(content.hex().substring(0, KEY_DIGITS), 16);
    }

    static long key(RepositoryName repository, Tag tag) {
        return key(Digest.sha256((repository + ":" + tag).getBytes(StandardCharsets.UTF_8)));
    }

    static Optional<Change> parse(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        char sign = parts.group(1).charAt(0);
        Kind kind = sign == Kind.BLOB.sign ? Kind.BLOB : sign == Kind.TAG.sign ? Kind.TAG : Kind.UNTAG;
        return Optional.of(new Change(
                kind,
                Long.parseUnsignedLong(parts.group(2), 16),
                Long.parseUnsignedLong(parts.group(3), 16),
                Long.parseLong(parts.group(4))));
    }

    String line() {
        return kind.sign + " " + Long.toHexString(key) + " " + Long.toHexString(rules) + " " + size + "\n";
    }
}
