package dev.berth.operator.gc;

import dev.berth.api.v1alpha1.GarbageCollectionSpec;
import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.Owned;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Findings;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpecBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/// Asks the server, on schedule, to collect garbage. Its pods mount no data. A registry that is stopped has nobody to
/// ask, and one that moves refuses.
@KubernetesDependent(informer = @Informer(labelSelector = Labels.SELECTOR))
public final class GcCronJob extends Owned<CronJob> {
    public GcCronJob() {
        super(CronJob.class);
    }

    @Override
    public Aspect about() {
        return Aspect.GARBAGE_COLLECTION;
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().cronJob();
    }

    /// A schedule that doesn't parse leaves the one in force.
    @Override
    protected boolean held(RegistryPlan plan, Context<Registry> context) {
        return Shared.get(context, Findings.class).concern(Aspect.GARBAGE_COLLECTION);
    }

    @Override
    public CronJob desired(RegistryPlan plan, Context<Registry> context) {
        GarbageCollectionSpec wanted = plan.spec().garbageCollection();
        return new CronJobBuilder()
                .withMetadata(Metadata.withRegistry(plan, name(plan), Component.GARBAGE_COLLECTION))
                .withNewSpec()
                .withSchedule(wanted.schedule())
                .withTimeZone(wanted.timeZone())
                .withSuspend(wanted.suspend() || plan.spec().replicas() == 0 || plan.moving())
                .withConcurrencyPolicy("Forbid")
                .withStartingDeadlineSeconds(plan.collectionStartsWithin().toSeconds())
                .withSuccessfulJobsHistoryLimit(wanted.historyLimits().successful())
                .withFailedJobsHistoryLimit(wanted.historyLimits().failed())
                .withJobTemplate(job(plan))
                .endSpec()
                .build();
    }

    static JobTemplateSpec job(RegistryPlan plan) {
        return new JobTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Labels.of(plan.names(), Component.GARBAGE_COLLECTION))
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(2)
                .withActiveDeadlineSeconds(plan.collectionTakesAtMost().toSeconds())
                .withTemplate(GcPod.of(plan))
                .endSpec()
                .build();
    }
}
