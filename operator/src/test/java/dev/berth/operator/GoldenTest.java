package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.availability.ServerDisruptionBudget;
import dev.berth.operator.exposure.ServerIngress;
import dev.berth.operator.exposure.ServerNetworkPolicy;
import dev.berth.operator.gc.GcCronJob;
import dev.berth.operator.monitoring.ServerAlerts;
import dev.berth.operator.monitoring.ServerPodMonitor;
import dev.berth.operator.owned.Owned;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Findings;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.storage.BucketFiles;
import dev.berth.operator.storage.BucketSecret;
import dev.berth.operator.storage.DataVolumeClaim;
import dev.berth.operator.workload.ServerConfigMap;
import dev.berth.operator.workload.ServerDeployment;
import dev.berth.operator.workload.ServerService;
import dev.berth.operator.workload.ServerServiceAccount;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each folder under `golden` is a scenario: a Registry as the API server hands it out, and every object that is
/// applied for it.
/// `-Dberth.golden.write=true` writes the objects anew, to be read in the diff.
class GoldenTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/golden");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(SCENARIOS)) {
            return folders.sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> compare(folder)));
        }
    }

    private static void compare(Path folder) throws IOException {
        Registry registry = YAML.unmarshal(Files.readString(folder.resolve("in-Registry.yaml")), Registry.class);
        var objects = new TreeMap<String, String>();
        for (HasMetadata object : objects(RegistryPlan.of(registry, TestOperator.IMAGE))) {
            objects.put(
                    "out-" + object.getKind() + "-" + object.getMetadata().getName() + ".yaml", YAML.asYaml(object));
        }
        if (Boolean.getBoolean("berth.golden.write")) {
            write(folder, objects);
        }

        assertThat(read(folder)).isEqualTo(objects);
    }

    private static List<HasMetadata> objects(RegistryPlan plan) {
        Context<Registry> context = TestContext.create();
        Shared.offer(context, RegistryPlan.class, () -> plan);
        Shared.offer(context, Findings.class, () -> new Findings(List.of()));
        Shared.offer(
                context,
                BucketFiles.class,
                () -> new BucketFiles(new TreeMap<>(Map.of("accesskey", "a", "secretkey", "s")), null));
        List<Owned<? extends HasMetadata>> all = new ArrayList<>(List.of(
                new ServerServiceAccount(),
                new ServerConfigMap(),
                new ServerService(),
                new ServerDeployment(),
                new ServerNetworkPolicy(),
                new ServerDisruptionBudget(),
                new GcCronJob()));
        if (plan.ownsClaim()) {
            all.add(new DataVolumeClaim());
        }
        if (plan.needsBucketFiles()) {
            all.add(new BucketSecret());
        }
        if (plan.ingress() != null) {
            all.add(new ServerIngress());
        }
        return Stream.concat(
                        all.stream().map(owned -> (HasMetadata) owned.desired(plan, context)),
                        Stream.of(new ServerPodMonitor(), new ServerAlerts()).map(object -> object.desired(plan)))
                .toList();
    }

    private static Map<String, String> read(Path folder) throws IOException {
        var found = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("out-"))
                    .toList()) {
                found.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return found;
    }

    private static void write(Path folder, Map<String, String> objects) throws IOException {
        for (String old : read(folder).keySet()) {
            Files.delete(folder.resolve(old));
        }
        for (var object : objects.entrySet()) {
            Files.writeString(folder.resolve(object.getKey()), object.getValue());
        }
    }
}
