package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// Where the server's certificate comes from.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.mode != 'Secret' || has(self.secretRef)",
        message = "spec.tls.secretRef: mode Secret needs secretRef, a Secret of type kubernetes.io/tls")
@ValidationRule(
        value = "self.mode == 'Secret' || !has(self.secretRef)",
        message = "spec.tls.secretRef: is used with mode Secret only; set mode to Secret or remove secretRef")
public record TlsSpec(
        @JsonPropertyDescription(
                "SelfSigned: an authority of the registry's own signs its certificate and renews it. Secret: the"
                        + " certificate of secretRef. Disabled: plain HTTP.")
        @Default("SelfSigned")
        Mode mode,

        @JsonPropertyDescription(
                "Secret of type kubernetes.io/tls for mode Secret. A renewed certificate takes effect by itself.")
        @Nullable
        SecretReference secretRef) {

    /// The source of the certificate.
    public enum Mode {
        @JsonProperty("SelfSigned")
        SELF_SIGNED,
        @JsonProperty("Secret")
        SECRET,
        @JsonProperty("Disabled")
        DISABLED
    }
}
