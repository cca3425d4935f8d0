package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.kubernetes.Condition;
import dev.berth.e2e.kubernetes.RegistryResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class BadInputIT {

    /// A spec that the API server refuses, and what it says.
    record Refused(String name, String spec, String message) {

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Refused> REFUSED = List.of(
            new Refused(
                    "two storages", "storage: {emptyDir: {}, persistentVolumeClaim: {size: 1Gi}}", "exactly one of"),
            new Refused(
                    "one claim for two", "{replicas: 2, storage: {persistentVolumeClaim: {size: 1Gi}}}", "replicas"),
            new Refused("no quantity", "storage: {persistentVolumeClaim: {size: a lot}}", "size"),
            new Refused("no schedule", "garbageCollection: {schedule: every night}", "schedule"),
            new Refused("no age", "garbageCollection: {minAge: old}", "minAge"),
            new Refused("no certificate", "tls: {mode: Secret}", "secretRef"),
            new Refused("no password", "auth: {users: [{name: alice}]}", "generate"));

    @ParameterizedTest
    @FieldSource("REFUSED")
    void specThatContradictsItselfIsRefusedWithItsField(Refused refused, TestNamespace namespace) {
        var outcome = namespace.tryToApply("team", refused.spec());

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.all()).contains(refused.message());
    }

    @Test
    void shrunkVolumeIsRefused(TestNamespace namespace) {
        namespace.apply("team", "{replicas: 0, storage: {persistentVolumeClaim: {size: 2Gi}}}");

        var outcome = namespace.tryToApply("team", "{replicas: 0, storage: {persistentVolumeClaim: {size: 1Gi}}}");

        assertThat(outcome.all()).contains("can't shrink");
    }

    @Test
    void missingUserSecretIsNamedAndFoundOnceItIsThere(TestNamespace namespace) {
        var registry = namespace.apply("team", TestNamespace.SMALL + """
                auth:
                  users: [{name: alice, secretRef: {name: not-yet}}]
                """);

        awaitNotReady(registry, "not-yet");
        namespace.basicAuth("not-yet", "alice", "secret-password");

        registry.awaitReady();
    }

    @Test
    void weakHashesAreRefusedWithTheirLineAndLeaveTheRestRunning(TestNamespace namespace) {
        namespace.secret("users", "Opaque", Map.of("htpasswd", "bob:$apr1$abcdefgh$0123456789abcdefghijkl\n"));
        var registry = namespace.apply("team", TestNamespace.SMALL + "auth: {htpasswdSecretRef: {name: users}}\n");

        awaitNotReady(registry, "users");
        assertThat(said(registry)).contains("line 1").doesNotContain("apr1$abcdefgh");
        namespace.secret("users", "Opaque", Map.of("htpasswd", "bob:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\n"));
        awaitNotReady(registry, "line 1");
        namespace.secret(
                "users",
                "Opaque",
                Map.of("htpasswd", "bob:$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC\n"));

        registry.awaitReady();
    }

    @Test
    void scheduleThatCanNeverRunIsNamedAndTheRegistryServesOn(TestNamespace namespace) {
        var registry = namespace.ready("team", TestNamespace.SMALL);
        var server = PodIdentity.of(registry);

        registry.patch("{\"spec\": {\"garbageCollection\": {\"schedule\": \"99 * * * *\"}}}");

        awaitNotReady(registry, "99");
        assertThat(PodIdentity.of(registry)).isEqualTo(server);
        registry.patch("{\"spec\": {\"garbageCollection\": {\"schedule\": \"@daily\"}}}");
        registry.awaitReady();
    }

    @Test
    void keyOfAnotherCertificateIsNoticed(TestNamespace namespace) {
        var certificate = Certificates.create("team-registry");
        namespace.secret("own", "kubernetes.io/tls", certificate.secretWithKeyOf(Certificates.create()));

        var registry = namespace.apply("team", TestNamespace.SMALL + "tls: {mode: Secret, secretRef: {name: own}}\n");

        awaitNotReady(registry, "own");
    }

    @Test
    void hostOfAnotherRegistryIsNotTakenOver(TestNamespace first, TestNamespace second) {
        var host = first.name() + ".berth.test";
        var spec = TestNamespace.SMALL
                + "expose: {ingress: {host: %s, className: %s}}\n"
                        .formatted(host, first.berth().cluster().ingress().className());
        var owner = first.ready("owner", spec);

        var late = second.apply("late", spec);

        awaitNotReady(late, host);
        assertThat(owner.condition("Ready").map(Condition::status)).hasValue("True");
        owner.resource().delete();
        late.awaitReady();
    }

    private static void awaitNotReady(RegistryResource registry, String message) {
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            assertThat(registry.condition("Ready").map(Condition::status)).hasValue("False");
            assertThat(said(registry)).contains(message);
        });
    }

    private static String said(RegistryResource registry) {
        return registry.condition("Ready").map(Condition::message).orElse("");
    }
}
