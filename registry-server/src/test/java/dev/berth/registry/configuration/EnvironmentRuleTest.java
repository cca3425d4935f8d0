package dev.berth.registry.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentRuleTest {
    private static final String FILE = """
            version: 0.1
            storage:
              filesystem:
                rootdirectory: /data
              delete:
                enabled: true
            http:
              addr: :5000
              headers:
                X-Content-Type-Options: [nosniff]
            """;

    record Case(String variable, String value, String key, List<String> expected) {
        @Override
        public String toString() {
            return variable;
        }
    }

    static Case[] overrides() {
        return new Case[] {
            new Case("REGISTRY_HTTP_ADDR", "127.0.0.1:5001", "http.addr", List.of("127.0.0.1:5001")),
            new Case("REGISTRY_HTTP_SECRET", "0123", "http.secret", List.of("0123")),
            new Case("REGISTRY_STORAGE_DELETE_ENABLED", "false", "storage.delete.enabled", List.of("false")),
            new Case("REGISTRY_LOG_LEVEL", "debug", "log.level", List.of("debug")),
            new Case(
                    "REGISTRY_HTTP_HEADERS_X-CONTENT-TYPE-OPTIONS",
                    "[none]",
                    "http.headers.X-Content-Type-Options",
                    List.of("none")),
            new Case(
                    "REGISTRY_HTTP_HEADERS_X-CONTENT-TYPE-OPTIONS_1",
                    "b",
                    "http.headers.X-Content-Type-Options",
                    List.of("nosniff", "b")),
            new Case("REGISTRY_HTTP_HEADERS_X-New", "[a, b]", "http.headers.x-new", List.of("a", "b")),
            new Case("REGISTRY_HTTP_TLS_CIPHERSUITES_0", "A", "http.tls.ciphersuites", List.of("A")),
            new Case("REGISTRY_HTTP_HOST", "", "http.host", List.of()),
        };
    }

    @ParameterizedTest
    @MethodSource("overrides")
    void variableSetsItsKey(Case override) {
        ConfigurationNode root = apply(Map.of(override.variable, override.value));

        assertThat(root.strings(override.key)).isEqualTo(override.expected);
    }

    @Test
    void driverVariableReplacesTheWholeStorageSection() {
        ConfigurationNode root =
                apply(Map.of("REGISTRY_STORAGE", "filesystem", "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", "/other"));

        assertThat(root.section("storage").keys()).containsExactly("filesystem");
        assertThat(root.string("storage.filesystem.rootdirectory")).contains("/other");
        assertThat(root.has("storage.delete")).isFalse();
    }

    @Test
    void secondDriverByVariableIsRefused() {
        assertThatThrownBy(() -> apply(Map.of("REGISTRY_STORAGE_S3_BUCKET", "b")))
                .hasMessage("storage names filesystem and s3, but only one can be used; remove the others");
    }

    @Test
    void gapInAListIsRefused() {
        assertThatThrownBy(() -> apply(Map.of("REGISTRY_HTTP_TLS_CIPHERSUITES_1", "B")))
                .hasMessageContaining("REGISTRY_HTTP_TLS_CIPHERSUITES_1 names item 1 of a list of 0");
    }

    @Test
    void brokenValueNamesTheVariable() {
        assertThatThrownBy(() -> apply(Map.of("REGISTRY_HTTP_ADDR", "[")))
                .hasMessageStartingWith("REGISTRY_HTTP_ADDR is not valid YAML");
    }

    @Test
    void valueBelowASingleValueReplacesItByASection() {
        ConfigurationNode root = apply(new TreeMap<>(Map.of(
                "REGISTRY_AUTH",
                "htpasswd",
                "REGISTRY_AUTH_HTPASSWD_PATH",
                "/p",
                "REGISTRY_AUTH_HTPASSWD_REALM",
                "my realm")));

        assertThat(root.string("auth.htpasswd.path")).contains("/p");
        assertThat(root.string("auth.htpasswd.realm")).contains("my realm");
    }

    private static ConfigurationNode apply(Map<String, String> environment) {
        return Configuration.of(FILE, "config.yml", environment).root();
    }
}
