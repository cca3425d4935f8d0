package dev.berth.operator.tls;

import static java.util.Objects.requireNonNull;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.Owned;
import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/// The registry's own authority. Clients and nodes were told to trust it, so it lives as long as the images, and no
/// change of the TLS mode removes it.
@KubernetesDependent(useSSA = BooleanWithUndefined.TRUE)
public final class AuthoritySecret extends Owned<Secret> {
    static final String CERTIFICATE_KEY = "ca.crt";
    static final String PRIVATE_KEY_KEY = "ca.key";

    public AuthoritySecret() {
        super(Secret.class);
    }

    @Override
    public Aspect about() {
        return Aspect.CERTIFICATE;
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().authority();
    }

    @Override
    protected boolean held(RegistryPlan plan, Context<Registry> context) {
        return !plan.selfSigned();
    }

    @Override
    public Secret desired(RegistryPlan plan, Context<Registry> context) {
        Certificates.AuthorityFiles files =
                requireNonNull(Shared.get(context, Certificates.class).authority());
        return new SecretBuilder()
                .withMetadata(Metadata.withData(plan, name(plan), Component.TLS))
                .withType("Opaque")
                .addToData(CERTIFICATE_KEY, SecretReader.encode(files.certificate()))
                .addToData(PRIVATE_KEY_KEY, SecretReader.encode(files.key()))
                .build();
    }
}
