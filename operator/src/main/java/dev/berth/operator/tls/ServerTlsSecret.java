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
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/// The certificate that the server presents, whatever its source. The server reads it again when it changes.
@KubernetesDependent(useSSA = BooleanWithUndefined.TRUE)
public final class ServerTlsSecret extends Owned<Secret> {
    public ServerTlsSecret() {
        super(Secret.class);
    }

    @Override
    public Aspect about() {
        return Aspect.CERTIFICATE;
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().certificate();
    }

    @Override
    protected boolean held(RegistryPlan plan, Context<Registry> context) {
        return Shared.get(context, Certificates.class).files() == null;
    }

    @Override
    public Secret desired(RegistryPlan plan, Context<Registry> context) {
        Certificates.Files files =
                requireNonNull(Shared.get(context, Certificates.class).files());
        SecretBuilder secret = new SecretBuilder()
                .withMetadata(Metadata.withRegistry(plan, name(plan), Component.TLS))
                .withType("kubernetes.io/tls")
                .addToData(Server.CERTIFICATE_KEY, SecretReader.encode(files.certificate()))
                .addToData(Server.PRIVATE_KEY_KEY, SecretReader.encode(files.key()));
        if (files.authority() != null) {
            secret.addToData(Server.AUTHORITY_KEY, SecretReader.encode(files.authority()));
        }
        return secret.build();
    }
}
