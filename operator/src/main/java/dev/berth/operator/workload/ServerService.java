package dev.berth.operator.workload;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.Owned;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.Map;
import java.util.TreeMap;

/// The Service in front of the server's pods.
@KubernetesDependent(informer = @Informer(labelSelector = Labels.SELECTOR))
public final class ServerService extends Owned<Service> {
    public ServerService() {
        super(Service.class);
    }

    @Override
    public Aspect about() {
        return Aspect.EXPOSURE;
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().base();
    }

    @Override
    public Service desired(RegistryPlan plan, Context<Registry> context) {
        Service service = new ServiceBuilder()
                .withMetadata(Metadata.withRegistry(plan, name(plan), Component.SERVER))
                .withNewSpec()
                .withType(plan.spec().expose().service().type().value())
                .withSelector(Labels.serverSelector(plan.names()))
                .addToPorts(new ServicePortBuilder()
                        .withName(Server.REGISTRY_PORT_NAME)
                        .withProtocol("TCP")
                        .withPort(plan.port())
                        .withTargetPort(new IntOrString(Server.REGISTRY_PORT_NAME))
                        .build())
                .endSpec()
                .build();
        service.getMetadata().setAnnotations(backendProtocol(plan));
        return service;
    }

    /// Contour and Traefik ask the Service, not the Ingress, how to talk to the backend.
    private static Map<String, String> backendProtocol(RegistryPlan plan) {
        if (!plan.tls() || plan.ingress() == null) {
            return new TreeMap<>();
        }
        return new TreeMap<>(Map.of(
                "projectcontour.io/upstream-protocol.tls",
                String.valueOf(plan.port()),
                "traefik.ingress.kubernetes.io/service.serversscheme",
                "https"));
    }
}
