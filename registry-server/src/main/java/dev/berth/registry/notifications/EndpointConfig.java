package dev.berth.registry.notifications;

import dev.berth.registry.configuration.ConfigurationNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One endpoint: where it is, what to send along, how patient to be, and what it does not want to hear of.
/// Headers, and all of the address but its host, may be secrets.
record EndpointConfig(
        String name, URI url, Map<String, List<String>> headers, Patience patience, Ignored ignored, Extras extras) {
    private static final int LONGEST_NAME = 64;

    /// What distribution has no key for: whether events are sent as CloudEvents, and whose certificates are trusted
    /// besides those that everybody trusts.
    record Extras(boolean cloudEvents, List<Path> authorities) {}

    /// After `threshold` failures in a row, each further attempt waits for `backoff`.
    record Patience(Duration timeout, int threshold, Duration backoff) {
        private static final Duration SECOND = Duration.ofSeconds(1);
        private static final int USUAL_THRESHOLD = 10;

        static Patience from(ConfigurationNode section) {
            return new Patience(
                    positive(section.duration("timeout", SECOND)),
                    threshold(section),
                    positive(section.duration("backoff", SECOND)));
        }

        private static Duration positive(Duration given) {
            return given.isZero() ? SECOND : given;
        }

        private static int threshold(ConfigurationNode section) {
            return section.integer("threshold", 0) == 0 ? USUAL_THRESHOLD : section.count("threshold", USUAL_THRESHOLD);
        }
    }

    static EndpointConfig from(ConfigurationNode section, Extras extras) {
        String name = section.string("name", "");
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw section.wrong(
                    "name",
                    "must have 1 to " + LONGEST_NAME + " characters; it names the endpoint's queue and metrics");
        }
        URI url = url(section);
        return new EndpointConfig(
                name, url, headers(section, url), Patience.from(section), Ignored.from(section), extras);
    }

    private static URI url(ConfigurationNode section) {
        try {
            URI url = new URI(section.string("url", ""));
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException _) {
            // said below, without the text, which may hold a secret
        }
        throw section.wrong("url", "must be a whole address such as https://hooks.example.com/registry");
    }

    /// A user and password in the address are sent as the header that they stand for.
    private static Map<String, List<String>> headers(ConfigurationNode section, URI url) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (url.getUserInfo() != null) {
            byte[] login = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
            headers.put("Authorization", List.of("Basic " + Base64.getEncoder().encodeToString(login)));
        }
        ConfigurationNode given = section.section("headers");
        for (String name : given.keys()) {
            headers.put(name, sendable(given, name));
        }
        return Map.copyOf(headers);
    }

    private static List<String> sendable(ConfigurationNode headers, String name) {
        List<String> values = headers.strings(name);
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder();
            values.forEach(value -> request.header(name, value));
            return values;
        } catch (IllegalArgumentException _) {
            throw headers.wrong(name, "is not a header that can be sent; correct its name and value, or remove it");
        }
    }

    /// What a log line may say of it.
    @Override
    public String toString() {
        return name + " (" + url.getHost() + ")";
    }
}
