package dev.berth.registry.http;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes the values of `Location` headers. Behind a proxy the first hop's word counts: RFC 7239's `Forwarded`,
/// else `X-Forwarded-Proto` and `X-Forwarded-Host`, else the request's own host.
@Singleton
public final class Locations {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");
    private static final Pattern FORWARDED_PAIR =
            Pattern.compile("\\s*(proto|host)\\s*=\\s*\"?([^\";,]*)\"?\\s*", Pattern.CASE_INSENSITIVE);
    private final LocationConfig config;

    public Locations(LocationConfig config) {
        this.config = config;
    }

    public String blob(HttpRequest<?> request, RepositoryName repository, Digest digest) {
        return of(request, "/v2/" + repository + "/blobs/" + digest);
    }

    public String manifest(HttpRequest<?> request, RepositoryName repository, Digest digest) {
        return of(request, "/v2/" + repository + "/manifests/" + digest);
    }

    public String upload(HttpRequest<?> request, RepositoryName repository, String id) {
        return of(request, "/v2/" + repository + "/blobs/uploads/" + id);
    }

    /// The whole address of a path, for clients that read it elsewhere than in `Location`.
    public String absolute(HttpRequest<?> request, String path) {
        return origin(request) + config.prefix() + path;
    }

    private String of(HttpRequest<?> request, String path) {
        return config.relative() ? config.prefix() + path : origin(request) + config.prefix() + path;
    }

    private String origin(HttpRequest<?> request) {
        return config.host().orElseGet(() -> scheme(request) + "://" + host(request));
    }

    private static String scheme(HttpRequest<?> request) {
        return forwarded(request, "proto")
                .or(() -> firstOf(request, "X-Forwarded-Proto"))
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(text -> text.equals("http") || text.equals("https"))
                .orElse(request.isSecure() ? "https" : "http");
    }

    private static String host(HttpRequest<?> request) {
        return forwarded(request, "host")
                .or(() -> firstOf(request, "X-Forwarded-Host"))
                .or(() -> firstOf(request, HttpHeaders.HOST))
                .filter(text -> HOST.matcher(text).matches())
                .orElse("localhost");
    }

    private static Optional<String> forwarded(HttpRequest<?> request, String key) {
        return firstOf(request, "Forwarded").flatMap(element -> pair(element, key));
    }

    private static Optional<String> pair(String element, String key) {
        for (var part : element.split(";", 8)) {
            var matcher = FORWARDED_PAIR.matcher(part);
            if (matcher.matches() && matcher.group(1).equalsIgnoreCase(key)) {
                return Optional.of(matcher.group(2));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> firstOf(HttpRequest<?> request, String header) {
        return Optional.ofNullable(request.getHeaders().get(header))
                .map(value -> value.split(",", 2)[0].strip())
                .filter(value -> !value.isEmpty());
    }
}
