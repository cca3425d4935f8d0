package dev.berth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChartRightsTest {
    private static final String OPERATOR = "berth-system-berth-operator";

    @Test
    void allNamespacesNeedOneClusterRole() throws Exception {
        Rendered chart = Chart.render();

        assertThat(chart.environment("BERTH_WATCH_NAMESPACES")).isEmpty();
        assertThat(chart.names("ClusterRole"))
                .containsExactlyInAnyOrder("/" + OPERATOR, "/" + OPERATOR + "-view", "/" + OPERATOR + "-edit");
        assertThat(chart.names("ClusterRoleBinding")).containsExactly("/" + OPERATOR);
        assertThat(chart.names("Role")).containsExactly("berth-system/berth-operator-leader");
    }

    @Test
    void oneNamespaceNeedsNothingClusterWide() throws Exception {
        Rendered chart = Chart.render("-f", "src/test/values/one-namespace.yaml", "--set", "rbac.aggregate=false");

        assertThat(chart.environment("BERTH_WATCH_NAMESPACES")).isEqualTo("team-a");
        assertThat(chart.names("ClusterRole")).isEmpty();
        assertThat(chart.names("ClusterRoleBinding")).isEmpty();
        assertThat(chart.names("Role")).contains("team-a/" + OPERATOR);
        assertThat(chart.names("CustomResourceDefinition")).isEmpty();
    }

    @Test
    void eachNamespaceOfAListGetsItsRole() throws Exception {
        Rendered chart = Chart.render("-f", "src/test/values/namespaces.yaml");

        Set<String> expected = Set.of("team-a/" + OPERATOR, "team-b/" + OPERATOR, "berth-system/berth-operator-leader");
        assertThat(chart.environment("BERTH_WATCH_NAMESPACES")).isEqualTo("team-a,team-b");
        assertThat(chart.names("Role")).isEqualTo(expected);
        assertThat(chart.names("RoleBinding")).isEqualTo(expected);
        assertThat(chart.names("ClusterRoleBinding")).isEmpty();
    }

    @Test
    void rightsAreTheSameWhereverTheyAreGiven() throws Exception {
        JsonNode everywhere = rules(Chart.render().all("ClusterRole"), OPERATOR);
        JsonNode somewhere =
                rules(Chart.render("-f", "src/test/values/one-namespace.yaml").all("Role"), OPERATOR);

        assertThat(somewhere).isEqualTo(everywhere);
    }

    @Test
    void nothingIsGrantedByWildcard() throws Exception {
        Rendered chart = Chart.render();

        List<String> words = new ArrayList<>();
        for (String kind : List.of("ClusterRole", "Role")) {
            chart.all(kind)
                    .forEach(role -> role.path("rules")
                            .forEach(rule -> rule.forEach(list -> list.forEach(word -> words.add(word.asText())))));
        }

        assertThat(words).isNotEmpty().doesNotContain("*", "escalate", "bind", "impersonate", "deletecollections");
    }

    @Test
    void specOfARegistryIsNeverWritten() throws Exception {
        JsonNode rules = rules(Chart.render().all("ClusterRole"), OPERATOR);

        assertThat(verbs(rules, "registries")).containsExactlyInAnyOrder("get", "list", "watch");
        assertThat(verbs(rules, "registries/status")).contains("patch");
        assertThat(verbs(rules, "registries/finalizers")).containsExactly("update");
    }

    @Test
    void serverSideApplyMayCreateAndPatch() throws Exception {
        JsonNode rules = rules(Chart.render().all("ClusterRole"), OPERATOR);

        for (String kind : List.of("deployments", "secrets", "configmaps", "services", "ingresses", "cronjobs")) {
            assertThat(verbs(rules, kind)).as(kind).contains("create", "patch", "get", "list", "watch");
        }
    }

    @Test
    void dataIsNeverDeleted() throws Exception {
        JsonNode rules = rules(Chart.render().all("ClusterRole"), OPERATOR);

        assertThat(verbs(rules, "persistentvolumeclaims")).contains("create").doesNotContain("delete");
    }

    @Test
    void everyBindingNamesTheAccountOfThePod() throws Exception {
        Rendered chart = Chart.render("-f", "src/test/values/everything.yaml");

        assertThat(chart.pod().path("serviceAccountName").asText()).isEqualTo("custom");
        assertThat(chart.only("ServiceAccount").at("/metadata/name").asText()).isEqualTo("custom");
        for (String kind : List.of("ClusterRoleBinding", "RoleBinding")) {
            assertThat(chart.all(kind)).isNotEmpty().allSatisfy(binding -> {
                assertThat(binding.at("/subjects/0/name").asText()).isEqualTo("custom");
                assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("berth-system");
            });
        }
    }

    @Test
    void administratorMayGrantTheRightsInstead() throws Exception {
        Rendered chart = Chart.render("--set", "rbac.create=false", "--set", "rbac.aggregate=false");

        assertThat(chart.all("ClusterRole")).isEmpty();
        assertThat(chart.all("Role")).isEmpty();
        assertThat(chart.all("RoleBinding")).isEmpty();
    }

    private static JsonNode rules(List<JsonNode> roles, String name) {
        return roles.stream()
                .filter(role -> role.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("rules");
    }

    private static List<String> verbs(JsonNode rules, String resource) {
        List<String> verbs = new ArrayList<>();
        for (JsonNode rule : rules) {
            for (JsonNode named : rule.path("resources")) {
                if (named.asText().equals(resource)) {
                    rule.path("verbs").forEach(verb -> verbs.add(verb.asText()));
                }
            }
        }
        return verbs;
    }
}
