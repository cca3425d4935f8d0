package dev.berth.operator.auth;

import dev.berth.api.v1alpha1.AuthSpec;
import dev.berth.api.v1alpha1.SecretReference;
import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/// Where one user's password comes from.
sealed interface Password {
    /// A password the operator made, once.
    record Generated(Login login) implements Password {}

    /// A password from the user's own Secret.
    record Referenced(Login login) implements Password {}

    /// No password, and what to do about it.
    record Unresolved(String reason, String message) implements Password {}

    /// bcrypt reads no further.
    int LONGEST = 72;

    static Password of(RegistryPlan plan, AuthSpec.User user, SecretReader secrets) {
        SecretReference reference = user.secretRef();
        if (reference != null) {
            return referenced(user.name(), reference.name(), secrets);
        }
        String known = secrets.owned(plan.names().user(user.name()))
                .map(secret -> SecretReader.text(secret, "password"))
                .orElse(null);
        return known == null || known.isEmpty() || tooLong(known)
                ? new Generated(new Login(user.name(), random()))
                : new Generated(new Login(user.name(), known));
    }

    private static Password referenced(String user, String name, SecretReader secrets) {
        Secret secret = secrets.referenced(name).orElse(null);
        if (secret == null) {
            return new Unresolved(
                    "SecretNotFound",
                    "Secret " + name + " of user " + user + " does not exist; create it with type"
                            + " kubernetes.io/basic-auth and the key password");
        }
        String password = SecretReader.text(secret, "password");
        if (password == null || password.isEmpty()) {
            return new Unresolved(
                    "SecretIncomplete",
                    "Secret " + name + " of user " + user + " has no password; add the key password");
        }
        String username = SecretReader.text(secret, "username");
        if (username != null && !username.equals(user)) {
            return new Unresolved(
                    "UsernameMismatch",
                    "Secret " + name + " holds another username than user " + user + "; make them the same or remove"
                            + " the key username");
        }
        if (tooLong(password)) {
            return new Unresolved(
                    "PasswordTooLong",
                    "the password in Secret " + name + " of user " + user + " is longer than " + LONGEST
                            + " bytes; shorten it");
        }
        return new Referenced(new Login(user, password));
    }

    private static boolean tooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > LONGEST;
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
