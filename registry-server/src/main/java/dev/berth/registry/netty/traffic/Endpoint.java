package dev.berth.registry.netty.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The kind of endpoint a path belongs to: few values whatever clients ask for, as labels of metrics and names of
/// spans must be.
public enum Endpoint {
    BASE("/v2/", ""),
    MANIFEST("/v2/{name}/manifests/{reference}", "/manifests/"),
    TAGS("/v2/{name}/tags/list", "/tags/list"),
    BLOB("/v2/{name}/blobs/{digest}", "/blobs/"),
    BLOB_UPLOAD("/v2/{name}/blobs/uploads/{id}", "/blobs/uploads"),
    REFERRERS("/v2/{name}/referrers/{digest}", "/referrers/"),
    CATALOG("/v2/_catalog", ""),
    MAINTENANCE("/berth/{path}", ""),
    OTHER("", "");

    private static final String REPOSITORIES = "/v2/";
    private static final List<Endpoint> NAMED = List.of(BLOB_UPLOAD, BLOB, MANIFEST, REFERRERS);
    private final String route;
    private final String afterName;

    Endpoint(String route, String afterName) {
        this.route = route;
        this.afterName = afterName;
    }

    public static Endpoint of(String path) {
        if (path.equals("/v2/") || path.equals("/v2") || path.equals("/")) {
            return BASE;
        }
        if (path.equals("/v2/_catalog")) {
            return CATALOG;
        }
        if (path.startsWith("/berth/")) {
            return MAINTENANCE;
        }
        return path.startsWith(REPOSITORIES) ? ofRepository(path) : OTHER;
    }

    /// Names may hold any of these words, so the last one counts.
    private static Endpoint ofRepository(String path) {
        if (path.endsWith(TAGS.afterName)) {
            return TAGS;
        }
        Endpoint last = OTHER;
        int end = 0;
        for (Endpoint each : NAMED) {
            int found = path.lastIndexOf(each.afterName);
            if (found > end) {
                last = each;
                end = found;
            }
        }
        return last;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The path with names in place of what differs from request to request. Empty for paths that lead nowhere.
    public String route() {
        return route;
    }

    /// The repository that a path of this endpoint names, as the client wrote it.
    public Optional<String> repository(String path) {
        int end = afterName.isEmpty() ? -1 : path.lastIndexOf(afterName);
        return end > REPOSITORIES.length() ? Optional.of(path.substring(REPOSITORIES.length(), end)) : Optional.empty();
    }

    /// All of them, for people.
    public static String labels() {
        return Arrays.stream(values()).map(Endpoint::label).collect(Collectors.joining(", "));
    }
}
