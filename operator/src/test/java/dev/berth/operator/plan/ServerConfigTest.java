package dev.berth.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.configuration.ConfigurationNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the operator renders is read here as the server reads it.
class ServerConfigTest {
    @ParameterizedTest
    @CsvSource({"true,false", "false,false", "true,true", "false,true"})
    void theServerKnowsEveryKeyAndWarnsOfNone(boolean tls, boolean anonymousPull) {
        Configuration configuration = parse(ServerConfig.render(tls, anonymousPull));

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
        assertThat(configuration.root().section("berth").has("access")).isEqualTo(anonymousPull);
    }

    @Test
    void openPullsAreThoseOfEverybodyAndTheirTokensAreSignedWithTheSharedKey() {
        ConfigurationNode access = parse(ServerConfig.render(true, true)).root().section("berth.access");

        assertThat(access.string("anonymous")).contains("pull");
        assertThat(access.string("secretfile")).contains("/etc/berth/maintenance/signing-key");
    }

    @Test
    void anotherTextHasAnotherChecksum() {
        assertThat(ServerConfig.render(true, false).checksum())
                .isEqualTo(ServerConfig.render(true, false).checksum())
                .isNotEqualTo(ServerConfig.render(false, false).checksum())
                .isNotEqualTo(ServerConfig.render(true, true).checksum());
    }

    private static Configuration parse(ServerConfig config) {
        return Configuration.of(config.yaml(), "config.yml", Map.of());
    }
}
