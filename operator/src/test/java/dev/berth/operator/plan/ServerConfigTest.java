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
    void openPullsAreThoseOfEverybodyAndTheirTokensAreSignedWithTheVariable() {
        ConfigurationNode root = Configuration.of(
                        ServerConfig.render(true, true).yaml(),
                        "config.yml",
                        Map.of(Server.HTTP_SECRET_VARIABLE, "shared-by-replicas"))
                .root();

        assertThat(root.section("berth").section("access").string("anonymous")).contains("pull");
        assertThat(root.section("http").string("secret")).contains("shared-by-replicas");
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
