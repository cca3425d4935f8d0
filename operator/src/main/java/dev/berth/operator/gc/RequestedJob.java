package dev.berth.operator.gc;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult;
import java.net.HttpURLConnection;

/// The collection that the annotation asks for, made once for each of its values. It belongs to the CronJob, as one
/// that `kubectl create job --from` makes: the limits of the history hold for it too.
public final class RequestedJob implements DependentResource<Job, Registry> {
    @Override
    public ReconcileResult<Job> reconcile(Registry registry, Context<Registry> context) {
        String request = CollectionRequest.due(registry);
        if (request == null) {
            return ReconcileResult.noOperation(null);
        }
        RegistryPlan plan = Shared.get(context, RegistryPlan.class);
        CronJob cronJob = context.getSecondaryResource(CronJob.class)
                .orElseThrow(() -> new IllegalStateException("there is no CronJob yet"));
        try {
            return ReconcileResult.resourceCreated(
                    context.getClient().resource(job(plan, request, cronJob)).create());
        } catch (KubernetesClientException e) {
            // A pass that broke off before it could remember has made it.
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return ReconcileResult.noOperation(null);
            }
            throw e;
        }
    }

    @Override
    public Class<Job> resourceType() {
        return Job.class;
    }

    private static Job job(RegistryPlan plan, String request, CronJob cronJob) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(plan.names().job(request))
                .withNamespace(plan.names().namespace())
                .withLabels(Labels.of(plan.names(), Component.GARBAGE_COLLECTION))
                .addToAnnotations("cronjob.kubernetes.io/instantiate", "manual")
                .withOwnerReferences(owner(cronJob))
                .endMetadata()
                .withSpec(GcCronJob.job(plan).getSpec())
                .build();
    }

    private static OwnerReference owner(CronJob cronJob) {
        return new OwnerReferenceBuilder()
                .withApiVersion("batch/v1")
                .withKind("CronJob")
                .withName(cronJob.getMetadata().getName())
                .withUid(cronJob.getMetadata().getUid())
                .withController(true)
                .build();
    }
}
