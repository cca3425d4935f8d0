package dev.berth.registry.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.ConfigurationNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NotificationsConfigTest {
    private static final String FIRST = "notifications.endpoints.0.";

    @Test
    void defaultsAreThoseOfDistribution() {
        var config = read("{name: a, url: 'https://x/y', timeout: 0, threshold: 0, backoff: 0}");

        var endpoint = config.endpoints().getFirst();
        assertThat(endpoint.patience())
                .isEqualTo(new EndpointConfig.Patience(Duration.ofSeconds(1), 10, Duration.ofSeconds(1)));
        assertThat(config.includeReferences()).isFalse();
        assertThat(config.queueLimit()).isEqualTo(10_000);
        assertThat(endpoint.extras().cloudEvents()).isFalse();
    }

    @Test
    void everyKeyIsKnown() {
        var configuration = Configuration.of("""
                version: 0.1
                storage: {filesystem: {rootdirectory: /data}}
                notifications:
                  events: {includereferences: true}
                  endpoints:
                    - {name: a, disabled: false, url: 'https://x/y', headers: {A: b, C: [d]}, timeout: 2s, threshold: 3,
                       backoff: 4s, ignoredmediatypes: [e/f], ignore: {mediatypes: [g/h], actions: [pull]}}
                berth: {notifications: {cloudevents: [a], queuelimit: 5}}
                """, "config.yml", Map.of());

        assertThat(configuration.warnings()).isEmpty();
        var config = NotificationsConfig.from(configuration.root());
        assertThat(config.queueLimit()).isEqualTo(5);
        assertThat(config.endpoints().getFirst().ignored().mediaTypes()).containsExactlyInAnyOrder("e/f", "g/h");
        assertThat(config.endpoints().getFirst().extras().cloudEvents()).isTrue();
    }

    @Test
    void whatMayBeASecretIsNotShown() {
        var endpoint = read("{name: a, url: 'https://u:p1@x/p2?p3', headers: {Authorization: p4}}")
                .endpoints()
                .getFirst();

        assertThat(endpoint).hasToString("a (x)");
        assertThatThrownBy(() -> read("{name: a, url: 'https://x', headers: {A: \"p4\\n\"}}"))
                .hasMessageNotContaining("p4");
        assertThatThrownBy(() -> read("{name: a, url: 'https://u:p1@x y'}")).hasMessageNotContaining("p1");
    }

    @Test
    void loginInTheAddressIsSentAsAHeader() {
        assertThat(read("{name: a, url: 'https://u:p@x'}")
                        .endpoints()
                        .getFirst()
                        .headers())
                .isEqualTo(Map.of("Authorization", List.of("Basic dTpw")));
    }

    record Case(String endpoint, String message) {}

    static Case[] mistakes() {
        return new Case[] {
            new Case("{url: 'https://x'}", FIRST + "name must have 1 to 64 characters"),
            new Case("{name: " + "x".repeat(65) + ", url: 'https://x'}", FIRST + "name must have 1 to 64 characters"),
            new Case("{name: a}", FIRST + "url must be a whole address"),
            new Case("{name: a, url: 'ftp://x'}", FIRST + "url must be a whole address"),
            new Case("{name: a, url: '/hook'}", FIRST + "url must be a whole address"),
            new Case("{name: a, url: 'https://x', timeout: 5}", FIRST + "timeout must be a duration"),
            new Case("{name: a, url: 'https://x', threshold: -1}", FIRST + "threshold must be from 1"),
            new Case("{name: a, url: 'https://x', headers: {Host: b}}", FIRST + "headers.Host is not a header"),
            new Case("{name: a, url: 'https://x', headers: b}", FIRST + "headers must be a section"),
            new Case("{name: a, url: 'https://x', ignore: {actions: [get]}}", FIRST + "ignore.actions names \"get\""),
            new Case("{name: a, url: 'https://x'}, {name: a, url: 'https://y'}", "name \"a\" is the name of another"),
        };
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsNamedWithItsCure(Case mistake) {
        assertThatThrownBy(() -> read(mistake.endpoint))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(mistake.message);
    }

    @Test
    void mistakesInOurOwnKeysAreNamedToo() {
        assertThatThrownBy(() -> NotificationsConfig.from(
                        ConfigurationNode.parse("{berth: {notifications: {cloudevents: [b]}}}")))
                .hasMessage("berth.notifications.cloudevents names \"b\", which is no name in notifications.endpoints");
        assertThatThrownBy(() ->
                        NotificationsConfig.from(ConfigurationNode.parse("{berth: {notifications: {queuelimit: 0}}}")))
                .hasMessageStartingWith("berth.notifications.queuelimit must be from 1");
    }

    private static NotificationsConfig read(String endpoint) {
        return NotificationsConfig.from(ConfigurationNode.parse("{notifications: {endpoints: [" + endpoint + "]}}"));
    }
}
