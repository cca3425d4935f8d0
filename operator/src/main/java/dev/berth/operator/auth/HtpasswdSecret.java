package dev.berth.operator.auth;

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
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.HashMap;
import java.util.Map;

/// The server's htpasswd file. The server reads it again when it changes; the key of the salts is not mounted.
@KubernetesDependent(useSSA = BooleanWithUndefined.TRUE)
public final class HtpasswdSecret extends Owned<Secret> {
    public HtpasswdSecret() {
        super(Secret.class);
    }

    @Override
    public Aspect about() {
        return Aspect.AUTH;
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().htpasswd();
    }

    @Override
    protected boolean held(RegistryPlan plan, Context<Registry> context) {
        return Shared.get(context, Credentials.class).file() == null;
    }

    @Override
    public Secret desired(RegistryPlan plan, Context<Registry> context) {
        HtpasswdFile file =
                requireNonNull(Shared.get(context, Credentials.class).file());
        ObjectMeta metadata = Metadata.withRegistry(plan, name(plan), Component.AUTH);
        metadata.setAnnotations(new HashMap<>(Map.of(HtpasswdFile.FINGERPRINT, file.fingerprint())));
        return new SecretBuilder()
                .withMetadata(metadata)
                .withType("Opaque")
                .addToData(Server.HTPASSWD_KEY, SecretReader.encode(file.text()))
                .addToData(HtpasswdFile.KEY, SecretReader.encode(file.key()))
                .build();
    }
}
