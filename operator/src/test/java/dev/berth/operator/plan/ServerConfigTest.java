package dev.berth.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.configuration.Configuration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the operator renders is read here as the server reads it.
class ServerConfigTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theServerKnowsEveryKeyAndWarnsOfNone(boolean tls) {
        Configuration configuration = parse(ServerConfig.render(tls));

        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.root().section("http").string("addr")).contains(":5000");
        assertThat(configuration.root().section("http").section("debug").string("addr"))
                .contains(":5001");
        assertThat(configuration.root().section("http").duration("draintimeout", Duration.ZERO))
                .isEqualTo(Duration.ofSeconds(Server.DRAIN_SECONDS));
        assertThat(configuration.root().section("http").section("tls").has("certificate"))
                .isEqualTo(tls);
        assertThat(configuration.root().section("storage").section("delete").bool("enabled", false))
                .isTrue();
        assertThat(configuration.root().section("auth").section("htpasswd").string("path"))
                .contains("/etc/berth/auth/htpasswd");
        assertThat(configuration.root().section("berth").section("maintenance").string("tokenfile"))
                .contains("/etc/berth/maintenance/token");
    }

    @Test
    void anotherTextHasAnotherChecksum() {
        assertThat(ServerConfig.render(true).checksum())
                .isEqualTo(ServerConfig.render(true).checksum())
                .isNotEqualTo(ServerConfig.render(false).checksum());
    }

    private static Configuration parse(ServerConfig config) {
        return Configuration.of(config.yaml(), "config.yml", Map.of());
    }
}
