package dev.berth.registry.auth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.Action;
import dev.berth.registry.oci.RepositoryPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    private static final Rules TEAM = rules("""
            rules:
              - {users: [alice, bob], repositories: ["team/**"], actions: [pull, push]}
              - {users: [alice], repositories: ["team/*"], actions: [delete]}
              - {users: ["*"], repositories: [shared], actions: ["*"]}
              - {anonymous: true, repositories: [public/*], actions: pull}
            """);

    @ParameterizedTest
    @CsvSource({
        "alice, team/app, PUSH, true",
        "alice, team/app/deep, PUSH, true",
        "alice, team/app, DELETE, true",
        "alice, team/app/deep, DELETE, false",
        "bob, team/app, DELETE, false",
        "carol, team/app, PULL, false",
        "carol, shared, DELETE, true",
        "carol, shared/below, PULL, false",
        "'', public/app, PULL, true",
        "'', public/app, PUSH, false",
        "'', shared, PULL, false",
        "carol, public/app, PULL, false",
        "alice, team, PULL, false",
        "alice, teams/app, PULL, false"
    })
    void theSumOfTheRulesDecides(String user, String repository, Action action, boolean allowed) {
        assertThat(TEAM.allow(user, new Grant(repository, action))).isEqualTo(allowed);
    }

    @Test
    void anonymousPullLeavesUsersEverything() {
        Rules rules = rules("anonymous: pull");

        assertThat(rules.allow("", new Grant("any/thing", Action.PULL))).isTrue();
        assertThat(rules.allow("", new Grant("any/thing", Action.PUSH))).isFalse();
        assertThat(rules.allow("", Grant.CATALOG)).isFalse();
        assertThat(rules.allow("alice", new Grant("any/thing", Action.DELETE))).isTrue();
        assertThat(rules.allow("alice", Grant.CATALOG)).isTrue();
    }

    @Test
    void starWithinAComponentAndTheDotAreNoMoreThanThat() {
        assertThat(RepositoryPattern.of("a*/v1.x").matches("ab/v1.x")).isTrue();
        assertThat(RepositoryPattern.of("a*/v1.x").matches("a/b/v1.x")).isFalse();
        assertThat(RepositoryPattern.of("a*/v1.x").matches("ab/v1-x")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{repositories: [a], actions: [pull]} | berth.access.rules.0.users is missing",
                "{users: [a]} | berth.access.rules.0.actions is missing",
                "{users: [a], actions: [fly]} | berth.access.rules.0.actions must be of",
                "{users: [a], actions: [pull], repositories: ['A(b']} | berth.access.rules.0.repositories must be names"
            })
    void aRuleThatMakesNoSenseIsNamed(String rule, String message) {
        assertThatThrownBy(() -> rules("rules: [" + rule + "]")).hasMessageContaining(message);
    }

    private static Rules rules(String access) {
        return Rules.from(ConfigurationNode.parse("berth:\n  access:\n" + access.indent(4)));
    }
}
