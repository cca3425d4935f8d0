package dev.berth.operator.auth;

import dev.berth.api.v1alpha1.AuthSpec;
import dev.berth.api.v1alpha1.SecretReference;
import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Resolves the users of a spec. A user who can't be resolved keeps the line that is in force, the others go on.
public final class CredentialsSource {
    private CredentialsSource() {}

    public static Credentials resolve(RegistryPlan plan, SecretReader secrets) {
        Secret inForce = secrets.owned(plan.names().htpasswd()).orElse(null);
        SecretReference file = plan.spec().auth().htpasswdSecretRef();
        return file == null ? users(plan, secrets, inForce) : file(file.name(), secrets, inForce);
    }

    private static Credentials file(String name, SecretReader secrets, @Nullable Secret inForce) {
        Secret secret = secrets.referenced(name).orElse(null);
        if (secret == null) {
            return fault(
                    "SecretNotFound",
                    "Secret " + name
                            + " of spec.auth.htpasswdSecretRef does not exist; create it with the key htpasswd");
        }
        String text = SecretReader.text(secret, "htpasswd");
        if (text == null) {
            return fault(
                    "SecretIncomplete",
                    "Secret " + name + " of spec.auth.htpasswdSecretRef has no key htpasswd; add it");
        }
        String fault = HtpasswdCheck.fault(text);
        if (fault != null) {
            return fault(
                    "HtpasswdInvalid",
                    "Secret " + name + " of spec.auth.htpasswdSecretRef: " + fault
                            + "; write each user with `htpasswd -B`");
        }
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        return new Credentials(HtpasswdFile.of(List.of(), lines, inForce), List.of(), null, List.of());
    }

    private static Credentials fault(String reason, String message) {
        return new Credentials(null, List.of(), null, List.of(problem(reason, message)));
    }

    private static Problem problem(String reason, String message) {
        return new Problem(Aspect.AUTH, reason, message + ". The users in force stay as they are");
    }

    private static Credentials users(RegistryPlan plan, SecretReader secrets, @Nullable Secret inForce) {
        List<AuthSpec.User> wanted = plan.spec().auth().users() == null
                ? List.of()
                : plan.spec().auth().users();
        Map<String, String> lines = HtpasswdFile.lines(inForce);
        List<Login> logins = new ArrayList<>();
        List<Login> generated = new ArrayList<>();
        List<String> takenOver = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (AuthSpec.User user : wanted) {
            switch (Password.of(plan, user, secrets)) {
                case Password.Generated(Login login) -> {
                    logins.add(login);
                    generated.add(login);
                }
                case Password.Referenced(Login login) -> logins.add(login);
                case Password.Unresolved(String reason, String message) -> {
                    problems.add(problem(reason, message));
                    String line = lines.get(user.name());
                    if (line != null) {
                        takenOver.add(line);
                    }
                }
            }
        }
        Login forPods = !generated.isEmpty() ? generated.getFirst() : logins.isEmpty() ? null : logins.getFirst();
        HtpasswdFile file =
                logins.isEmpty() && takenOver.isEmpty() ? null : HtpasswdFile.of(logins, takenOver, inForce);
        return new Credentials(file, generated, forPods, problems);
    }
}
