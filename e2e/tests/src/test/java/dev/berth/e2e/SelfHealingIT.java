package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.kubernetes.RegistryResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class SelfHealingIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private static final Pattern DOT = Pattern.compile("\\.");

    /// An edit of one kind, and where it must not be seen afterwards.
    private record Edit(String kind, String suffix, String patch, String path) {}

    private static final List<Edit> EDITS = List.of(
            new Edit("Deployment", "", "{\"spec\":{\"replicas\":0}}", "spec.replicas"),
            new Edit("Service", "", "{\"spec\":{\"selector\":{\"edited\":\"yes\"}}}", "spec.selector.edited"),
            new Edit("ServiceAccount", "", "{\"automountServiceAccountToken\":true}", "automountServiceAccountToken"),
            new Edit("ConfigMap", "-config", "{\"data\":{\"config.yml\":\"edited\"}}", "data"),
            new Edit("Secret", "-htpasswd", "{\"data\":{\"htpasswd\":\"ZWRpdGVk\"}}", "data.htpasswd"),
            new Edit("Ingress", "", "{\"spec\":{\"rules\":[{\"host\":\"edited.test\"}]}}", "spec.rules"),
            new Edit("NetworkPolicy", "", "{\"spec\":{\"ingress\":null}}", "spec.ingress"),
            new Edit(
                    "PodDisruptionBudget",
                    "",
                    "{\"spec\":{\"selector\":{\"matchLabels\":{\"edited\":\"yes\"}}}}",
                    "spec.selector.matchLabels.edited"),
            new Edit("CronJob", "-gc", "{\"spec\":{\"schedule\":\"1 1 1 1 *\"}}", "spec.schedule"));

    @Test
    void objectsDeletedByHandComeBack(TestNamespace namespace) {
        var registry = namespace.ready("team", spec(namespace));
        var owned = new OwnedObjects(namespace.berth().client(), registry);
        var before = uids(owned);

        owned.all()
                .filter(SelfHealingIT::isDeletable)
                .forEach(object -> namespace
                        .berth()
                        .client()
                        .resource(object)
                        .withGracePeriod(0)
                        .delete());

        await().atMost(SOON).untilAsserted(() -> {
            var after = uids(owned);
            assertThat(after).containsOnlyKeys(before.keySet());
            assertThat(after.values()).doesNotContainAnyElementsOf(before.values());
        });
        registry.awaitReady();
    }

    @Test
    void objectsEditedByHandComeBack(TestNamespace namespace) {
        var registry = namespace.ready("team", spec(namespace));
        var owned = new OwnedObjects(namespace.berth().client(), registry);
        var before = EDITS.stream().collect(Collectors.toMap(Edit::kind, edit -> valueOf(edit, owned)));

        EDITS.forEach(edit -> apply(edit, namespace, registry));

        for (var edit : EDITS) {
            await(edit.kind())
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(valueOf(edit, owned)).isEqualTo(before.get(edit.kind())));
        }
        registry.awaitReady();
    }

    private static String spec(TestNamespace namespace) {
        return TestNamespace.DURABLE
                + """
                expose:
                  ingress:
                    host: %s.berth.test
                    className: %s
                """.formatted(
                        namespace.name(), namespace.berth().cluster().ingress().className());
    }

    // A claim in use only goes when its pod goes, and its data with it: no test of this kind.
    private static boolean isDeletable(HasMetadata object) {
        return !(object instanceof PersistentVolumeClaim);
    }

    private static Map<String, String> uids(OwnedObjects owned) {
        return owned.all()
                .filter(SelfHealingIT::isDeletable)
                .collect(Collectors.toMap(
                        OwnedObjects::name, object -> object.getMetadata().getUid()));
    }

    private static void apply(Edit edit, TestNamespace namespace, RegistryResource registry) {
        var object = new OwnedObjects(namespace.berth().client(), registry)
                .all()
                .filter(found -> isOf(edit, registry, found))
                .findFirst()
                .orElseThrow();
        namespace.berth().client().resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), edit.patch());
    }

    private static boolean isOf(Edit edit, RegistryResource registry, HasMetadata object) {
        return object.getKind().equals(edit.kind())
                && object.getMetadata().getName().equals(registry.names().base() + edit.suffix());
    }

    // What the operator wants there; "absent" when it wants nothing.
    private static Object valueOf(Edit edit, OwnedObjects owned) {
        var serialization = owned.client().getKubernetesSerialization();
        return owned.all()
                .filter(object -> isOf(edit, owned.registry(), object))
                .findFirst()
                .map(serialization::asJson)
                .map(json -> serialization.unmarshal(json, GenericKubernetesResource.class))
                .map(resource -> resource.<Object>get((Object[]) DOT.split(edit.path())))
                .orElse("absent");
    }
}
