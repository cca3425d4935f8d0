package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SelfHealingIT extends OperatorTestCase {
    @Test
    void whatIsDeletedComesBack() {
        namespace.apply("torn", "{}");
        untilReady("torn");
        Set<String> before = namespace.versions().keySet();

        owned().forEach(found -> client.resource(found).delete());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(namespace.versions().keySet()).isEqualTo(before));
        untilReady("torn");
    }

    @Test
    void whatIsEditedComesBack() {
        namespace.apply("edited", "{}");
        untilReady("edited");

        editEverything();

        await().atMost(SOON).untilAsserted(this::assertNothingIsEdited);
    }

    private void editEverything() {
        client.apps()
                .deployments()
                .inNamespace(namespace.name)
                .withName("edited-registry")
                .edit(found -> {
                    found.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .setImage("elsewhere/image:1");
                    return found;
                });
        client.services()
                .inNamespace(namespace.name)
                .withName("edited-registry")
                .edit(found -> {
                    found.getSpec().getPorts().getFirst().setTargetPort(new IntOrString(1));
                    return found;
                });
        client.configMaps()
                .inNamespace(namespace.name)
                .withName("edited-registry-config")
                .edit(found -> {
                    found.setData(Map.of("config.yml", "version: 9", "more", "x"));
                    return found;
                });
        client.secrets()
                .inNamespace(namespace.name)
                .withName("edited-registry-htpasswd")
                .edit(found -> {
                    found.getData().put("htpasswd", "aW50cnVkZXI6eA==");
                    return found;
                });
    }

    private void assertNothingIsEdited() {
        assertThat(image("edited")).isEqualTo(TestOperator.IMAGE);
        assertThat(client.services()
                        .inNamespace(namespace.name)
                        .withName("edited-registry")
                        .get()
                        .getSpec()
                        .getPorts()
                        .getFirst()
                        .getTargetPort()
                        .getStrVal())
                .isEqualTo("registry");
        assertThat(client.configMaps()
                        .inNamespace(namespace.name)
                        .withName("edited-registry-config")
                        .get()
                        .getData()
                        .get("config.yml"))
                .contains("0.1");
        assertThat(namespace.value("edited-registry-htpasswd", "htpasswd")).startsWith("admin:");
    }

    private String image(String registry) {
        return namespace
                .deployment(registry)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private List<HasMetadata> owned() {
        return Stream.of(
                        client.apps()
                                .deployments()
                                .inNamespace(namespace.name)
                                .list()
                                .getItems(),
                        client.services().inNamespace(namespace.name).list().getItems(),
                        client.configMaps()
                                .inNamespace(namespace.name)
                                .withLabel("app.kubernetes.io/managed-by", "berth-operator")
                                .list()
                                .getItems(),
                        client.secrets().inNamespace(namespace.name).list().getItems(),
                        client.batch()
                                .v1()
                                .cronjobs()
                                .inNamespace(namespace.name)
                                .list()
                                .getItems(),
                        client.policy()
                                .v1()
                                .podDisruptionBudget()
                                .inNamespace(namespace.name)
                                .list()
                                .getItems(),
                        client.network()
                                .v1()
                                .networkPolicies()
                                .inNamespace(namespace.name)
                                .list()
                                .getItems())
                .flatMap(List::stream)
                .map(HasMetadata.class::cast)
                .toList();
    }
}
