package dev.berth.operator.status;

import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Judges each aspect of a Registry, and then the whole.
final class Verdicts {
    private final RegistryPlan plan;
    private final Observed observed;

    Verdicts(RegistryPlan plan, Observed observed) {
        this.plan = plan;
        this.observed = observed;
    }

    /// The conditions to show: Reconciling and Stalled only while they are so.
    Map<Aspect, Verdict> all() {
        Map<Aspect, Verdict> verdicts = new EnumMap<>(Aspect.class);
        verdicts.put(Aspect.READY, ready());
        verdicts.put(Aspect.STORAGE, or(Aspect.STORAGE, StorageStatus.verdict(plan, observed)));
        verdicts.put(Aspect.CERTIFICATE, certificate());
        verdicts.put(Aspect.AUTH, or(Aspect.AUTH, Verdict.yes("UsersResolved", "Every user has a password")));
        verdicts.put(Aspect.EXPOSURE, exposed());
        verdicts.put(Aspect.GARBAGE_COLLECTION, garbageCollected());
        Verdict move = Move.verdict(plan, observed);
        if (move != null) {
            verdicts.put(Aspect.MIGRATION, move);
        }
        Problem forAPerson = observed.findings().problems().stream()
                .filter(problem -> problem.cure() == Problem.Cure.PERSON)
                .findFirst()
                .orElse(null);
        if (forAPerson != null) {
            verdicts.put(Aspect.STALLED, Verdict.yes(forAPerson.reason(), forAPerson.message()));
        } else if (ready().state() != Verdict.State.TRUE && plan.spec().replicas() > 0) {
            verdicts.put(Aspect.RECONCILING, Verdict.yes(ready().reason(), ready().message()));
        }
        return verdicts;
    }

    private Verdict or(Aspect aspect, Verdict otherwise) {
        return observed.findings().problems().stream()
                .filter(problem -> problem.about() == aspect)
                .findFirst()
                .map(Verdict::no)
                .orElse(otherwise);
    }

    private Verdict ready() {
        List<Problem> problems = observed.findings().problems();
        if (!problems.isEmpty()) {
            return Verdict.no(problems.getFirst());
        }
        if (plan.spec().replicas() == 0) {
            return Verdict.no("Stopped", "spec.replicas is 0; raise it to start the registry");
        }
        String waiting = podsMissing();
        if (waiting != null) {
            return notReady(waiting);
        }
        String silence = observed.answers().silence();
        return silence == null
                ? Verdict.yes("Answering", "/v2/ answers at " + plan.url())
                : Verdict.no("NotAnswering", silence);
    }

    private Verdict notReady(String waiting) {
        PodTrouble trouble = observed.trouble();
        if (trouble == null) {
            return Verdict.no("PodsNotReady", waiting);
        }
        return Verdict.no(
                trouble.kind() == PodTrouble.Kind.CONTAINER ? "PodsFailing" : "PodsNotReady",
                waiting + "; " + trouble.words());
    }

    private @Nullable String podsMissing() {
        Deployment deployment = observed.deployment();
        DeploymentStatus status = deployment == null ? null : deployment.getStatus();
        if (deployment == null
                || status == null
                || !Objects.equals(
                        status.getObservedGeneration(), deployment.getMetadata().getGeneration())) {
            return "the Deployment has not been acted upon yet";
        }
        int wanted = plan.replicas();
        int updated = Objects.requireNonNullElse(status.getUpdatedReplicas(), 0);
        int available = Objects.requireNonNullElse(status.getAvailableReplicas(), 0);
        if (updated >= wanted && available >= wanted) {
            return null;
        }
        return available + " of " + wanted + " pods are ready, " + updated + " are up to date" + failure(status);
    }

    private static String failure(DeploymentStatus status) {
        return status.getConditions().stream()
                .filter(condition -> condition.getType().equals("ReplicaFailure")
                        && condition.getStatus().equals("True"))
                .findFirst()
                .map(condition -> "; " + condition.getMessage())
                .orElse("");
    }

    private Verdict certificate() {
        if (!plan.tls()) {
            return or(Aspect.CERTIFICATE, Verdict.yes("Disabled", "the registry speaks plain HTTP"));
        }
        return or(
                Aspect.CERTIFICATE,
                observed.certificateNotAfter() == null
                        ? Verdict.no("CertificateMissing", "there is no certificate yet")
                        : Verdict.yes("Valid", "the certificate is valid until " + observed.certificateNotAfter()));
    }

    private Verdict exposed() {
        String silence = observed.answers().silence();
        return or(
                Aspect.EXPOSURE,
                silence == null && observed.answers().cluster() != null
                        ? Verdict.yes("Answering", "every published address answers")
                        : Verdict.no("NotAnswering", silence == null ? "no pod is ready to be asked" : silence));
    }

    private Verdict garbageCollected() {
        return or(Aspect.GARBAGE_COLLECTION, lastCollection());
    }

    private Verdict lastCollection() {
        RegistryStatus.GarbageCollection last = observed.collection().lastRun();
        if (last != null && !last.result().equals("Succeeded")) {
            return Verdict.no("CollectionFailed", String.valueOf(last.message()));
        }
        if (observed.collection().missed() != null) {
            return Verdict.no(
                    "CollectionOverdue",
                    "the collection due at " + observed.collection().missed() + " has not succeeded; see `kubectl"
                            + " describe cronjob " + plan.names().cronJob() + "`");
        }
        return last == null
                ? Verdict.unknown("NotRunYet", "no garbage collection has run yet")
                : Verdict.yes("Collected", "Job " + last.job() + done(last));
    }

    private static String done(RegistryStatus.GarbageCollection last) {
        if (last.freedBytes() == null) {
            return " succeeded; the server has not told what it freed";
        }
        return " removed " + last.removedTags() + " tags, " + last.removedManifests() + " manifests and "
                + last.removedBlobs() + " blobs, and freed " + last.freedBytes() + " bytes; " + last.condemnedBlobs()
                + " blobs wait for a later run";
    }
}
