package dev.berth.operator.gc;

import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The instance's maintenance token and what its replicas sign with: made once, kept as long as their Secret is there.
public record MaintenanceKeys(String token, String signingKey) {
    public static MaintenanceKeys resolve(RegistryPlan plan, SecretReader secrets) {
        Secret kept = secrets.owned(plan.names().maintenance()).orElse(null);
        return new MaintenanceKeys(keptOrRandom(kept, Server.TOKEN_KEY), keptOrRandom(kept, Server.SIGNING_KEY));
    }

    private static String keptOrRandom(@Nullable Secret kept, String key) {
        String value = SecretReader.text(kept, key);
        return value == null || value.isBlank() ? random() : value;
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "MaintenanceKeys[]";
    }
}
