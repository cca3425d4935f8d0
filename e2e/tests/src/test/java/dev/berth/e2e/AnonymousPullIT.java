package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.clients.RegistryEndpoint;
import dev.berth.e2e.clients.Skopeo;
import dev.berth.e2e.demo.TourPod;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.images.SampleProgram;
import dev.berth.e2e.kubernetes.RegistryResource;
import dev.berth.e2e.process.Outcome;
import dev.berth.e2e.project.Project;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class AnonymousPullIT {

    @Test
    void everybodyPullsAndOnlyUsersPush(TestNamespace namespace, @TempDir Path scratch) {
        var registry = namespace.ready("open", TestNamespace.SMALL + """
                auth:
                  anonymous: Pull
                  users:
                    - name: admin
                      generate: {}
                """);
        var program = SampleProgram.build(Project.find(), scratch.resolve("hello"));
        var image = ImageLayout.ofProgram(scratch.resolve("pushed"), program);
        try (var access = namespace.access(registry)) {
            var user = access.endpoint();
            var nobody = user.withoutLogin();
            assertRefused(new Skopeo(nobody).pushing(image, "team/hello:1").outcome());

            new Skopeo(user).push(image, "team/hello:1");

            assertPulled(nobody, image, scratch);
            assertRefused(new Skopeo(nobody).pushing(image, "team/hello:2").outcome());
            assertRefused(new Crane(nobody)
                    .program("delete", nobody.reference("team/hello@" + image.digest()))
                    .outcome());
            assertRefused(new Skopeo(user.withPassword("guessed"))
                    .inspecting("team/hello:1")
                    .outcome());
        }
        assertThat(podLog(namespace, registry)).contains("hello from an image that came from a Berth registry");
    }

    private static void assertPulled(RegistryEndpoint nobody, ImageLayout image, Path scratch) {
        var hex = image.digest().substring("sha256:".length());
        new Skopeo(nobody).pull("team/hello:1", scratch.resolve("skopeo"));
        assertThat(scratch.resolve("skopeo/blobs/sha256").resolve(hex)).exists();

        var crane = new Crane(nobody);
        crane.pull("team/hello:1", scratch.resolve("crane.tar"));
        assertThat(crane.digest("team/hello:1")).isEqualTo(image.digest());
        assertThat(scratch.resolve("crane.tar")).isNotEmptyFile();
    }

    private static void assertRefused(Outcome refused) {
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.all()).containsIgnoringCase("unauthorized");
    }

    private static String podLog(TestNamespace namespace, RegistryResource registry) {
        var berth = namespace.berth();
        new TourPod(berth.cluster(), berth.client(), berth.kubectl()).trust(registry);
        berth.kubectl().apply(pod(namespace, registry));
        var pod = berth.client().pods().inNamespace(namespace.name()).withName("hello");
        pod.waitUntilCondition(AnonymousPullIT::isReady, 5, TimeUnit.MINUTES);
        return await().until(() -> pod.getLog(), log -> !log.isEmpty());
    }

    private static boolean isReady(Pod pod) {
        return pod != null
                && pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c ->
                                c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    /// Neither it nor its service account names a pull secret.
    private static String pod(TestNamespace namespace, RegistryResource registry) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: hello
                  namespace: %s
                spec:
                  automountServiceAccountToken: false
                  securityContext:
                    runAsNonRoot: true
                    seccompProfile:
                      type: RuntimeDefault
                  containers:
                    - name: hello
                      image: %s/team/hello:1
                      imagePullPolicy: Always
                      securityContext:
                        allowPrivilegeEscalation: false
                        capabilities:
                          drop: [ALL]
                """.formatted(
                        namespace.name(),
                        registry.value("status", "addresses", "cluster").orElseThrow());
    }
}
