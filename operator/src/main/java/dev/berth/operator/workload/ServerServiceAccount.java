package dev.berth.operator.workload;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.S3Storage.ServiceAccountIdentity;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.Owned;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.Map;
import java.util.TreeMap;

/// The identity of the server's pods: it has no rights and no token in the cluster. A user may tie it to a role of the
/// cloud.
@KubernetesDependent(informer = @Informer(labelSelector = Labels.SELECTOR))
public final class ServerServiceAccount extends Owned<ServiceAccount> {
    public ServerServiceAccount() {
        super(ServiceAccount.class);
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().base();
    }

    @Override
    public ServiceAccount desired(RegistryPlan plan, Context<Registry> context) {
        ObjectMeta metadata = Metadata.withRegistry(plan, name(plan), Component.SERVER);
        metadata.setAnnotations(role(plan));
        return new ServiceAccountBuilder()
                .withMetadata(metadata)
                .withAutomountServiceAccountToken(false)
                .build();
    }

    private static Map<String, String> role(RegistryPlan plan) {
        ServiceAccountIdentity identity = plan.identity();
        return identity == null || identity.annotations() == null
                ? new TreeMap<>()
                : new TreeMap<>(identity.annotations());
    }
}
