package dev.berth.registry.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The kind of endpoint a path belongs to, as a metric's label: few values whatever clients ask for.
enum Endpoint {
    BASE,
    MANIFEST,
    TAGS,
    BLOB,
    BLOB_UPLOAD,
    REFERRERS,
    CATALOG,
    MAINTENANCE,
    OTHER;

    static Endpoint of(String path) {
        if (path.equals("/v2/") || path.equals("/v2") || path.equals("/")) {
            return BASE;
        }
        if (path.equals("/v2/_catalog")) {
            return CATALOG;
        }
        if (path.startsWith("/berth/")) {
            return MAINTENANCE;
        }
        return path.startsWith("/v2/") ? ofRepository(path) : OTHER;
    }

    private static Endpoint ofRepository(String path) {
        if (path.contains("/blobs/uploads")) {
            return BLOB_UPLOAD;
        }
        if (path.contains("/blobs/")) {
            return BLOB;
        }
        if (path.contains("/manifests/")) {
            return MANIFEST;
        }
        if (path.contains("/referrers/")) {
            return REFERRERS;
        }
        return path.endsWith("/tags/list") ? TAGS : OTHER;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// All of them, for people.
    static String labels() {
        return Arrays.stream(values()).map(Endpoint::label).collect(Collectors.joining(", "));
    }
}
