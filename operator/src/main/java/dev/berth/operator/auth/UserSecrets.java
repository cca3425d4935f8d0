package dev.berth.operator.auth;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.owned.Metadata;
import dev.berth.operator.owned.OwnedOnDemand;
import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.owned.Shared;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.CRUDBulkDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.Matcher;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One Secret for each generated password. It lives as long as the images, so that a Registry made again lets the
/// same users in; the Secret of a user that the spec no longer names goes.
@KubernetesDependent(useSSA = BooleanWithUndefined.TRUE)
public final class UserSecrets extends OwnedOnDemand<Secret>
        implements CRUDBulkDependentResource<Secret, Registry, String> {
    public UserSecrets() {
        super(Secret.class);
    }

    @Override
    public Aspect about() {
        return Aspect.AUTH;
    }

    @Override
    protected String name(RegistryPlan plan) {
        return plan.names().user("");
    }

    @Override
    public Secret desired(RegistryPlan plan, Context<Registry> context) {
        throw new UnsupportedOperationException("there are many: desiredResources has them all");
    }

    @Override
    public Map<String, Secret> desiredResources(Registry registry, Context<Registry> context) {
        RegistryPlan plan = Shared.get(context, RegistryPlan.class);
        Map<String, Secret> secrets = new TreeMap<>();
        for (Login login : Shared.get(context, Credentials.class).generated()) {
            String name = plan.names().user(login.user());
            secrets.put(
                    name,
                    new SecretBuilder()
                            .withMetadata(Metadata.withData(plan, name, Component.USER))
                            .withType("kubernetes.io/basic-auth")
                            .addToData("username", SecretReader.encode(login.user()))
                            .addToData("password", SecretReader.encode(login.password()))
                            .build());
        }
        return secrets;
    }

    @Override
    public Map<String, Secret> getSecondaryResources(Registry registry, Context<Registry> context) {
        return context.getSecondaryResourcesAsStream(Secret.class)
                .filter(secret -> Component.USER
                        .label()
                        .equals(secret.getMetadata().getLabels().get(Labels.COMPONENT)))
                .collect(Collectors.toMap(secret -> secret.getMetadata().getName(), secret -> secret));
    }

    @Override
    public void deleteTargetResource(Registry registry, Secret secret, String name, Context<Registry> context) {
        context.getClient().resource(secret).delete();
    }

    @Override
    public Matcher.Result<Secret> match(Secret actual, Secret desired, Registry registry, Context<Registry> context) {
        return super.match(actual, desired, registry, context);
    }
}
