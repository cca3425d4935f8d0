package dev.berth.registry.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {
    private static final String PLAIN = """
            version: 0.1
            storage:
              filesystem:
                rootdirectory: /data
              delete:
                enabled: true
            http:
              addr: :5000
            """;

    @Test
    void builtInDefaultsAreThoseOfTheUsualImage() {
        Configuration configuration = Configuration.load(Optional.empty(), Map.of(), List.of());

        ConfigurationNode root = configuration.root();
        assertThat(configuration.origin()).isEqualTo("built-in defaults");
        assertThat(configuration.warnings()).isEmpty();
        assertThat(root.string("storage.filesystem.rootdirectory", "")).isEqualTo("/var/lib/registry");
        assertThat(root.bool("storage.delete.enabled", false)).isTrue();
        assertThat(root.string("http.addr", "")).isEqualTo(":5000");
        assertThat(root.string("http.debug.addr", "")).isEqualTo(":5001");
        assertThat(root.bool("http.debug.prometheus.enabled", false)).isTrue();
    }

    @Test
    void argumentWinsOverVariable(@TempDir Path directory) throws IOException {
        Path argument = Files.writeString(directory.resolve("a.yml"), PLAIN);
        Path variable = Files.writeString(directory.resolve("b.yml"), PLAIN);
        Map<String, String> environment = Map.of("REGISTRY_CONFIGURATION_PATH", variable.toString());

        assertThat(Configuration.load(Optional.of(argument), environment).origin())
                .isEqualTo(argument.toString());
        assertThat(Configuration.load(Optional.empty(), environment).origin()).isEqualTo(variable.toString());
    }

    @Test
    void missingFileIsOneSentence() {
        assertThatThrownBy(() -> Configuration.load(Optional.of(Path.of("/no/such.yml")), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The configuration file /no/such.yml does not exist");
    }

    @Test
    void valuesAreTypedOnReading() {
        ConfigurationNode root = ConfigurationNode.parse("{a: 0123, b: 'yes', c: 1m30s, d: [x, 7], e: ~, f: {g: 5}}");

        assertThat(root.string("a", "")).isEqualTo("0123");
        assertThat(root.integer("f.g", 0)).isEqualTo(5);
        assertThat(root.bool("b", false)).isTrue();
        assertThat(root.duration("c", Duration.ZERO)).isEqualTo(Duration.ofSeconds(90));
        assertThat(root.strings("d")).containsExactly("x", "7");
        assertThat(root.string("e")).isEmpty();
        assertThat(root.has("e")).isTrue();
        assertThat(root.section("nothing.at.all").keys()).isEmpty();
    }

    @Test
    void ignoredAndUnknownKeysAreWarnedAboutByName() {
        Configuration configuration = Configuration.of(
                PLAIN + "redis:\n  addrs: [a]\nhtpp:\n  addr: x\n",
                "config.yml",
                Map.of("REGISTRY_PORT", "tcp://10.0.0.1"));

        assertThat(configuration.warnings())
                .containsExactly(
                        "redis.addrs.0 has no effect: nothing is cached outside the process",
                        "htpp.addr is not known and has no effect; look for a typing error",
                        "no setting is named by the environment's REGISTRY_PORT");
    }

    record Case(String name, String yaml, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Case[] refusals() {
        return new Case[] {
            new Case("broken YAML", "version: [", "line 1, column 11"),
            new Case("duplicate key", "a: 1\na: 2", "duplicate key a"),
            new Case("not a map", "hello", "must hold keys and values"),
            new Case("other version", PLAIN.replace("0.1", "0.2"), "write \"version: 0.1\""),
            new Case("no driver", "version: 0.1", "names no driver"),
            new Case("two drivers", PLAIN.replace("  delete:", "  s3: {}\n  delete:"), "names filesystem and s3"),
            new Case("unknown driver", PLAIN.replace("filesystem", "floppy"), "storage.floppy is not known"),
            new Case("absent driver", PLAIN.replace("filesystem", "gcs"), "storage.gcs.rootdirectory is not supported"),
            new Case("short form", "storage: gcs", "storage.gcs is not supported: this driver is not in this build"),
            new Case(
                    "our own typing error",
                    PLAIN + "berth: {maintenance: {token: x}}",
                    "berth.maintenance.token is not a key"),
            new Case("proxy", PLAIN + "proxy: {remoteurl: 'https://x'}", "proxy.remoteurl is not supported"),
            new Case("test auth", PLAIN + "auth: silly", "auth.silly is not supported"),
            new Case("too deep", "a: " + "[".repeat(40) + "]".repeat(40), "not valid YAML"),
            new Case("too large", "a: " + "x".repeat(1 << 21), "not valid YAML"),
        };
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotBeHonouredIsRefusedByName(Case wrong) {
        assertThatThrownBy(() -> Configuration.of(wrong.yaml, "config.yml", Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(wrong.message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void emptyAndHarmlessValuesOfRefusedKeysPass() {
        String yaml = PLAIN + "  net: tcp\nmiddleware:\nproxy: {remoteurl: ''}\nnotifications: {endpoints: []}\n";

        assertThat(Configuration.of(yaml, "config.yml", Map.of()).warnings()).isEmpty();
    }
}
