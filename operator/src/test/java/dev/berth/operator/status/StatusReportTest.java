package dev.berth.operator.status;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.endpoint.Answer;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Findings;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRY = Instant.parse("2026-03-01T00:00:00Z");
    private static final Findings NONE = new Findings(List.of());
    private static final Observed.Answers ANSWERS = new Observed.Answers(new Answer.Answering(), null);

    private final Registry registry = Serialization.unmarshal("""
            apiVersion: berth.dev/v1alpha1
            kind: Registry
            metadata: {name: team, namespace: here, uid: u, generation: 4}
            spec:
              replicas: 1
              storage: {persistentVolumeClaim: {size: 10Gi, accessModes: [ReadWriteOnce], deletionPolicy: Retain}}
              auth: {users: [{name: admin, generate: {}}]}
              tls: {mode: SelfSigned}
              expose: {service: {type: ClusterIP, port: 5000}}
              garbageCollection: {schedule: "1 2 * * *", timeZone: Etc/UTC, suspend: false, deleteUntagged: false, minAge: 24h, hold: 12h, maxRate: 0, activeDeadline: 6h, historyLimits: {successful: 1, failed: 2}}
            """, Registry.class);

    @Test
    void whatRunsAndAnswersIsReadyAndNeitherReconcilingNorStalled() {
        RegistryStatus status = report(observed(NONE, deployment(1), ANSWERS), NOW);

        assertThat(status.observedGeneration()).isEqualTo(4);
        assertThat(says(status, "Ready")).isEqualTo("True Answering");
        assertThat(types(status)).doesNotContain("Reconciling", "Stalled");
        assertThat(status.conditions())
                .allSatisfy(condition ->
                        assertThat(condition.getObservedGeneration()).isEqualTo(4));
        assertThat(requireNonNull(status.storage()).capacity()).isEqualTo("10Gi");
    }

    @Test
    void aFirstLookSaysReadyIsFalseAndReconciling() {
        RegistryStatus status = report(observed(NONE, null, new Observed.Answers(null, null)), NOW);

        assertThat(says(status, "Ready")).isEqualTo("False PodsNotReady");
        assertThat(says(status, "Reconciling")).isEqualTo("True PodsNotReady");
        assertThat(says(status, "GarbageCollected")).isEqualTo("Unknown NotRunYet");
    }

    @Test
    void aProblemStallsAndEndsReconciling() {
        Findings findings = new Findings(List.of(new Problem(Aspect.AUTH, "SecretNotFound", "make it")));

        RegistryStatus status = report(observed(findings, deployment(1), ANSWERS), NOW);

        assertThat(says(status, "Stalled")).isEqualTo("True SecretNotFound");
        assertThat(says(status, "AuthReady")).isEqualTo("False SecretNotFound");
        assertThat(says(status, "Ready")).isEqualTo("False SecretNotFound");
        assertThat(says(status, "CertificateReady")).isEqualTo("True Valid");
        assertThat(types(status)).doesNotContain("Reconciling");
    }

    @Test
    void aProblemThatTimeCuresIsReconcilingAndNotStalled() {
        Problem conflict = new Problem(Aspect.STORAGE, "ApplyConflict", "later", Problem.Cure.TIME);

        RegistryStatus status = report(observed(new Findings(List.of(conflict)), deployment(1), ANSWERS), NOW);

        assertThat(says(status, "Reconciling")).isEqualTo("True ApplyConflict");
        assertThat(says(status, "Ready")).isEqualTo("False ApplyConflict");
        assertThat(types(status)).doesNotContain("Stalled");
    }

    @Test
    void podsThatRunAndDoNotAnswerAreNotReady() {
        Observed.Answers silent = new Observed.Answers(new Answer.Silent("refused"), null);

        RegistryStatus status = report(observed(NONE, deployment(1), silent), NOW);

        assertThat(says(status, "Ready")).isEqualTo("False NotAnswering");
        assertThat(says(status, "Exposed")).isEqualTo("False NotAnswering");
    }

    @Test
    void aRolloutUnderWayIsNotReady() {
        Deployment old = deployment(1);
        old.getMetadata().setGeneration(2L);

        assertThat(says(report(observed(NONE, old, ANSWERS), NOW), "Ready")).isEqualTo("False PodsNotReady");
    }

    @Test
    void lookingAgainLaterGivesTheSameStatus() {
        Observed observed = observed(NONE, deployment(1), ANSWERS);
        RegistryStatus first = report(observed, NOW);
        registry.setStatus(first);

        assertThat(report(observed, NOW.plusSeconds(3600))).isEqualTo(first);
    }

    @Test
    void aTransitionHasItsTime() {
        registry.setStatus(report(observed(NONE, null, new Observed.Answers(null, null)), NOW));

        RegistryStatus status = report(observed(NONE, deployment(1), ANSWERS), NOW.plusSeconds(60));

        assertThat(condition(status, "Ready").getLastTransitionTime()).isEqualTo("2026-01-01T00:01:00Z");
        assertThat(condition(status, "StorageReady").getLastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void troubleOfAPodIsToldWhereItBelongs() {
        RegistryStatus full = report(troubled(PodTrouble.Kind.STORAGE), NOW);
        RegistryStatus failing = report(troubled(PodTrouble.Kind.CONTAINER), NOW);
        RegistryStatus unscheduled = report(troubled(PodTrouble.Kind.SCHEDULING), NOW);

        assertThat(says(full, "Ready")).isEqualTo("False PodsNotReady");
        assertThat(says(full, "StorageReady")).isEqualTo("False NotWritable");
        assertThat(says(failing, "Ready")).isEqualTo("False PodsFailing");
        assertThat(says(failing, "StorageReady")).isEqualTo("True Bound");
        assertThat(says(unscheduled, "Ready")).isEqualTo("False PodsNotReady");
        assertThat(List.of(full, failing, unscheduled))
                .allSatisfy(status -> assertThat(condition(status, "Ready").getMessage())
                        .isEqualTo("0 of 1 pods are ready, 0 are up to date; pod team-0: the cause"));
    }

    private static Observed troubled(PodTrouble.Kind kind) {
        return observed(NONE, deployment(0), new PodTrouble("team-0", kind, "the cause"), ANSWERS);
    }

    private RegistryStatus report(Observed observed, Instant now) {
        return StatusReport.of(RegistryPlan.of(registry, "image"), observed, now);
    }

    private static Observed observed(Findings findings, @Nullable Deployment deployment, Observed.Answers answers) {
        return observed(findings, deployment, null, answers);
    }

    private static Observed observed(
            Findings findings,
            @Nullable Deployment deployment,
            @Nullable PodTrouble trouble,
            Observed.Answers answers) {
        return new Observed(
                findings,
                deployment,
                trouble,
                claim(),
                EXPIRY,
                answers,
                true,
                new Observed.Collection(null, null, null),
                null,
                null);
    }

    private static Deployment deployment(int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withGeneration(1L)
                .endMetadata()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withUpdatedReplicas(replicas)
                .withAvailableReplicas(replicas)
                .endStatus()
                .build();
    }

    private static PersistentVolumeClaim claim() {
        return new PersistentVolumeClaimBuilder()
                .withNewStatus()
                .withPhase("Bound")
                .addToCapacity("storage", new Quantity("10Gi"))
                .endStatus()
                .build();
    }

    private static List<String> types(RegistryStatus status) {
        return requireNonNull(status.conditions()).stream()
                .map(Condition::getType)
                .toList();
    }

    private static Condition condition(RegistryStatus status, String type) {
        return requireNonNull(status.conditions()).stream()
                .filter(found -> found.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static String says(RegistryStatus status, String type) {
        Condition condition = condition(status, type);
        return condition.getStatus() + " " + condition.getReason();
    }
}
