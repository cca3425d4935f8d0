package dev.berth.operator.gc;

import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The instance's maintenance token: made once, kept as long as its Secret is there.
public record MaintenanceToken(String value) {
    public static MaintenanceToken resolve(RegistryPlan plan, SecretReader secrets) {
        return secrets.owned(plan.names().maintenance())
                .map(secret -> SecretReader.text(secret, Server.TOKEN_KEY))
                .filter(token -> !token.isBlank())
                .map(MaintenanceToken::new)
                .orElseGet(MaintenanceToken::random);
    }

    private static MaintenanceToken random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new MaintenanceToken(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return "MaintenanceToken[]";
    }
}
