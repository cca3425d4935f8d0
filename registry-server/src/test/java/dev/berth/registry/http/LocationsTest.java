package dev.berth.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.RepositoryName;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.simple.SimpleHttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocationsTest {
    private static final LocationConfig ABSOLUTE = new LocationConfig(false, Optional.empty(), "");

    record Proxied(Map<String, String> headers, String origin) {}

    static Stream<Proxied> proxied() {
        return Stream.of(
                new Proxied(Map.of("Host", "own:5000"), "http://own:5000"),
                new Proxied(Map.of("Host", "own", "X-Forwarded-Proto", "https"), "https://own"),
                new Proxied(
                        Map.of("Host", "own", "X-Forwarded-Proto", "https, http", "X-Forwarded-Host", "out:8443, in"),
                        "https://out:8443"),
                new Proxied(
                        Map.of("Host", "own", "Forwarded", "for=1.2.3.4;proto=https;host=out, for=in;host=in"),
                        "https://out"),
                new Proxied(
                        Map.of("Host", "own", "Forwarded", "host=\"out:1\"", "X-Forwarded-Host", "other"),
                        "http://out:1"),
                new Proxied(Map.of("Host", "own", "X-Forwarded-Port", "99"), "http://own"),
                new Proxied(Map.of("Host", "own", "X-Forwarded-Proto", "javascript"), "http://own"),
                new Proxied(Map.of("Host", "own", "X-Forwarded-Host", "evil/path?x"), "http://localhost"),
                new Proxied(Map.of("Host", "[::1]:5000"), "http://[::1]:5000"));
    }

    @ParameterizedTest
    @MethodSource("proxied")
    void firstHopNamesTheOrigin(Proxied proxied) {
        assertThat(location(ABSOLUTE, proxied.headers())).isEqualTo(proxied.origin() + "/v2/a/b/blobs/uploads/id");
    }

    @Test
    void configuredHostWins() {
        var config = new LocationConfig(false, Optional.of("https://registry.example"), "/sub");

        assertThat(location(config, Map.of("Host", "own", "X-Forwarded-Host", "other")))
                .isEqualTo("https://registry.example/sub/v2/a/b/blobs/uploads/id");
    }

    @Test
    void relativeIsTheDefault() {
        assertThat(location(LocationConfig.defaults(), Map.of("Host", "own"))).isEqualTo("/v2/a/b/blobs/uploads/id");
    }

    private static String location(LocationConfig config, Map<String, String> headers) {
        var request = new SimpleHttpRequest<>(HttpMethod.POST, "/", null);
        headers.forEach(request::header);
        return new Locations(config).upload(request, RepositoryName.parse("a/b"), "id");
    }
}
