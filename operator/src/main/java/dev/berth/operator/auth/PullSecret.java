package dev.berth.operator.auth;

import static java.util.Objects.requireNonNull;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.OwnedOnDemand;
import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.Map;
import java.util.TreeMap;

/// What pods of the namespace put into imagePullSecrets: one entry for each published address.
@KubernetesDependent(useSSA = BooleanWithUndefined.TRUE)
public final class PullSecret extends OwnedOnDemand<Secret> {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    public PullSecret() {
        super(Secret.class);
    }

    @Override
    public Aspect about() {
        return Aspect.AUTH;
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().pullSecret();
    }

    @Override
    protected boolean held(RegistryPlan plan, Context<Registry> context) {
        return Shared.get(context, Credentials.class).forPods() == null;
    }

    @Override
    public Secret desired(RegistryPlan plan, Context<Registry> context) {
        Login login = requireNonNull(Shared.get(context, Credentials.class).forPods());
        return new SecretBuilder()
                .withMetadata(Metadata.withRegistry(plan, name(plan), Component.AUTH))
                .withType("kubernetes.io/dockerconfigjson")
                .addToData(".dockerconfigjson", SecretReader.encode(dockerConfig(plan, login)))
                .build();
    }

    private static String dockerConfig(RegistryPlan plan, Login login) {
        Map<String, Object> entry = new TreeMap<>(Map.of(
                "username", login.user(),
                "password", login.password(),
                "auth", SecretReader.encode(login.user() + ":" + login.password())));
        Map<String, Object> auths = new TreeMap<>();
        plan.publishedHosts().forEach(host -> auths.put(host, entry));
        return JSON.asJson(Map.of("auths", auths));
    }
}
