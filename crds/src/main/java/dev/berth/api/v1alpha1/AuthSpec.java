package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may use the registry: a list of users, or an htpasswd file, and what everybody else may do.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.users) || !has(self.htpasswdSecretRef)",
        message = "spec.auth: set exactly one of users and htpasswdSecretRef; remove the other")
@ValidationRule(
        value = "has(self.users) || has(self.htpasswdSecretRef)",
        message = "spec.auth: set exactly one of users and htpasswdSecretRef; for a user admin with a generated"
                + " password write users: [{name: admin, generate: {}}]")
public record AuthSpec(
        @JsonPropertyDescription("Users, each with a password from a Secret or a generated one.")
        @Size(min = 1, max = 100)
        @Nullable
        List<User> users,

        @JsonPropertyDescription("Secret with key htpasswd: a file of bcrypt lines, as `htpasswd -B` writes it.")
        @Nullable
        SecretReference htpasswdSecretRef,

        @JsonPropertyDescription(
                "What may be done without a login. None: nothing. Pull: everybody who reaches the registry may pull all"
                        + " of it; pushing and deleting still need a login.")
        @Default("None")
        Anonymous anonymous) {

    /// What callers without a login may do.
    public enum Anonymous {
        @JsonProperty("None")
        NONE,
        @JsonProperty("Pull")
        PULL
    }

    /// One user.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.secretRef) != has(self.generate)",
            message = "spec.auth.users: a user has either secretRef (a basic-auth Secret) or generate: {}")
    @ValidationRule(
            value = "!has(self.generate) || self.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message = "spec.auth.users: the name of a user with a generated password is part of a Secret's name; use"
                    + " lower-case letters, digits and '-'")
    public record User(
            @JsonPropertyDescription("The name to log in with.")
            @Required
            @Size(min = 1, max = 63)
            @Pattern("^[A-Za-z0-9][A-Za-z0-9._@-]*$")
            String name,

            @JsonPropertyDescription(
                    "Secret of type kubernetes.io/basic-auth. Its password is used, and a change of it takes effect by"
                            + " itself; its username, when there is one, must be the user's name.")
            @Nullable
            SecretReference secretRef,

            @JsonPropertyDescription(
                    "The operator makes a password, once, and keeps it in the Secret <registry>-registry-user-<name>.")
            @Nullable
            Generate generate) {}

    /// Asks for a generated password.
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Generate() {}
}
