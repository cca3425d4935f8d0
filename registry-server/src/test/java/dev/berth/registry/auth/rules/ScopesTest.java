package dev.berth.registry.auth.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {
    @Test
    void scopesAreRepeatedOrSeparatedBySpaces() {
        assertThat(Scopes.parse(List.of("repository:a/b:pull,push repository:c:delete", "registry:catalog:*")))
                .containsExactly(
                        new Grant("a/b", Action.PULL),
                        new Grant("a/b", Action.PUSH),
                        new Grant("c", Action.DELETE),
                        Grant.CATALOG);
    }

    @Test
    void starMeansEveryActionOfARepository() {
        assertThat(Scopes.parse(List.of("repository(plugin):a:*"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "repository",
                "repository:a",
                "repository::pull",
                "repository:A:pull",
                "repository:a:fly",
                "repository:../a:pull",
                "registry:catalog:pull",
                "registry:other:*",
                "other:a:pull",
                ":a:pull"
            })
    void whatIsNotUnderstoodGrantsNothing(String scope) {
        assertThat(Scopes.parse(List.of(scope))).isEmpty();
    }

    @Test
    void aHostileNumberOfScopesIsCutOff() {
        assertThat(Scopes.parse(List.of("repository:a:pull ".repeat(5_000)))).hasSize(1);
    }

    @Test
    void formatIsWhatParseReads() {
        var grants = Scopes.parse(List.of("repository:b:pull,push repository:a:pull registry:catalog:*"));

        assertThat(Scopes.format(grants)).isEqualTo("repository:a:pull repository:b:pull,push registry:catalog:*");
    }
}
