package dev.berth.operator.exposure;

import static java.util.Objects.requireNonNull;

import dev.berth.api.v1alpha1.ExposeSpec;
import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.OwnedOnDemand;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Findings;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.List;

/// The Ingress. It routes the registry's API alone; the maintenance API stays inside the cluster.
@KubernetesDependent(informer = @Informer(labelSelector = Labels.SELECTOR))
public final class ServerIngress extends OwnedOnDemand<Ingress> {
    public ServerIngress() {
        super(Ingress.class);
    }

    @Override
    public Aspect about() {
        return Aspect.EXPOSURE;
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().base();
    }

    /// A host that another Registry has is not fought over: the Ingress stays as it is.
    @Override
    protected boolean held(RegistryPlan plan, Context<Registry> context) {
        return Shared.get(context, Findings.class).concern(Aspect.EXPOSURE);
    }

    @Override
    public Ingress desired(RegistryPlan plan, Context<Registry> context) {
        ExposeSpec.Ingress wanted = requireNonNull(plan.ingress());
        Ingress ingress = new IngressBuilder()
                .withMetadata(Metadata.withRegistry(plan, name(plan), Component.EXPOSURE))
                .withNewSpec()
                .withIngressClassName(wanted.className())
                .withTls(certificates(plan))
                .withRules(new IngressRuleBuilder()
                        .withHost(wanted.host())
                        .withNewHttp()
                        .withPaths(new HTTPIngressPathBuilder()
                                .withPath("/v2")
                                .withPathType("Prefix")
                                .withNewBackend()
                                .withNewService()
                                .withName(plan.names().base())
                                .withNewPort()
                                .withName(Server.REGISTRY_PORT_NAME)
                                .endPort()
                                .endService()
                                .endBackend()
                                .build())
                        .endHttp()
                        .build())
                .endSpec()
                .build();
        ingress.getMetadata().setAnnotations(IngressAnnotations.of(plan));
        return ingress;
    }

    private static List<IngressTLS> certificates(RegistryPlan plan) {
        String secret = plan.ingressCertificate();
        return secret == null ? List.of() : List.of(new IngressTLS(List.of(plan.ingressHost()), secret));
    }
}
