package dev.berth.operator.exposure;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.Owned;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/// Lets everybody reach the registry and its metrics, and nothing else reach the pods. Nodes pull from any address,
/// so there is no list of sources.
@KubernetesDependent(informer = @Informer(labelSelector = Labels.SELECTOR))
public final class ServerNetworkPolicy extends Owned<NetworkPolicy> {
    public ServerNetworkPolicy() {
        super(NetworkPolicy.class);
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().base();
    }

    @Override
    public NetworkPolicy desired(RegistryPlan plan, Context<Registry> context) {
        return new NetworkPolicyBuilder()
                .withMetadata(Metadata.withRegistry(plan, name(plan), Component.EXPOSURE))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Labels.serverSelector(plan.names()))
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .addNewIngress()
                .withPorts(port(Server.REGISTRY_PORT), port(Server.METRICS_PORT))
                .endIngress()
                .endSpec()
                .build();
    }

    private static NetworkPolicyPort port(int number) {
        return new NetworkPolicyPortBuilder()
                .withProtocol("TCP")
                .withPort(new IntOrString(number))
                .build();
    }
}
