package dev.berth.operator.owned;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads Secrets in the Registry's namespace.
public final class SecretReader {
    private final Context<Registry> context;
    private final String namespace;

    public SecretReader(RegistryPlan plan, Context<Registry> context) {
        this.context = context;
        this.namespace = plan.names().namespace();
    }

    /// A Secret that the operator made. A cache that has lost it (somebody took its label away) must not lead to a new
    /// password or authority, so the API server has the last word.
    public Optional<Secret> owned(String name) {
        return context.getSecondaryResourcesAsStream(Secret.class)
                .filter(secret -> secret.getMetadata().getName().equals(name))
                .findFirst()
                .or(() -> referenced(name));
    }

    /// A user's Secret: read live, never cached.
    public Optional<Secret> referenced(String name) {
        return Optional.ofNullable(context.getClient()
                .secrets()
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /// The text of a key, or null.
    public static @Nullable String text(@Nullable Secret secret, String key) {
        String encoded = secret == null || secret.getData() == null
                ? null
                : secret.getData().get(key);
        return encoded == null ? null : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    /// A value as a Secret holds it.
    public static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
