package dev.berth.registry.uploads;

import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/// The place of a chunk in its upload, `<first>-<last>`, as clients send it: without a unit, both ends included.
record ContentRange(long first, long last) {
    private static final Pattern GRAMMAR = Pattern.compile("(?:bytes[ =])?(\\d{1,18})-(\\d{1,18})(?:/.*)?");

    static Optional<ContentRange> of(HttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeaders.CONTENT_RANGE))
                .map(ContentRange::parse);
    }

    static ContentRange parse(String header) {
        var matcher = GRAMMAR.matcher(header.strip());
        if (!matcher.matches()) {
            throw RegistryException.of(ErrorCode.RANGE_INVALID, "not a content range: <first>-<last> is expected");
        }
        return new ContentRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    /// An empty chunk is written as `n-(n-1)`, or as `0-0` by clients that have no other way.
    void requireLength(long length) {
        if (length >= 0 && last - first + 1 != length && !(length == 0 && last == first)) {
            throw RegistryException.of(
                    ErrorCode.SIZE_INVALID, "the content range names another length than the body has");
        }
    }
}
