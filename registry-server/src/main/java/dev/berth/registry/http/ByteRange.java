package dev.berth.registry.http;

import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One range of bytes of a known whole, RFC 9110 section 14. Never empty, never beyond the end.
public record ByteRange(long first, long last) {
    private static final Pattern SINGLE = Pattern.compile("\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /// Reads a `Range` header. Empty means the whole: another unit than bytes, or several ranges, which a
    /// server may ignore. Throws RANGE_INVALID for a malformed range and for one beyond the end.
    public static Optional<ByteRange> parse(String header, long size) {
        if (!header.startsWith("bytes=") || header.indexOf(',') >= 0) {
            return Optional.empty();
        }
        var matcher = SINGLE.matcher(header.substring("bytes=".length()));
        if (!matcher.matches()) {
            throw unsatisfiable(header, size);
        }
        return Optional.of(of(header, size, matcher.group(1), matcher.group(2)));
    }

    private static ByteRange of(String header, long size, String first, String last) {
        if (first.isEmpty() && last.isEmpty()) {
            throw unsatisfiable(header, size);
        }
        var range = first.isEmpty() ? suffix(size, Long.parseLong(last)) : fromTo(size, Long.parseLong(first), last);
        if (range.first() >= size || range.last() < range.first()) {
            throw unsatisfiable(header, size);
        }
        return range;
    }

    private static ByteRange suffix(long size, long length) {
        return new ByteRange(length == 0 ? size : Math.max(0, size - length), size - 1);
    }

    private static ByteRange fromTo(long size, long first, String last) {
        return new ByteRange(first, last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1));
    }

    private static RegistryException unsatisfiable(String header, long size) {
        return RegistryException.of(ErrorCode.RANGE_INVALID, "no such range: " + header)
                .withHeaders(Map.of("Content-Range", "bytes */" + size));
    }

    public long length() {
        return last - first + 1;
    }

    public String contentRange(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
