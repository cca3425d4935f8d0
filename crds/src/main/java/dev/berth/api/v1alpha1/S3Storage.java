package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A bucket of an S3-compatible service. It is never made, emptied or deleted by the operator.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.region) || has(self.endpoint)",
        message = "spec.storage.s3.region: is needed for AWS; write the bucket's region, or the endpoint of another"
                + " service")
@ValidationRule(
        value = "!has(self.credentialsSecret) || !has(self.serviceAccount)",
        message = "spec.storage.s3: credentialsSecret and serviceAccount are two ways to say who asks; remove one")
public record S3Storage(
        @JsonPropertyDescription("Name of the bucket, which must be there.")
        @Required
        @Size(min = 3, max = 255)
        @Pattern("^[A-Za-z0-9][A-Za-z0-9._-]+$")
        String bucket,

        @JsonPropertyDescription("Region of the bucket; may be left out with an endpoint.")
        @Size(min = 1, max = 64)
        @Pattern("^[A-Za-z0-9-]+$")
        @Nullable
        String region,

        @JsonPropertyDescription("URL of an S3-compatible service other than AWS.")
        @Size(min = 8, max = 253)
        @Pattern("^https?://[A-Za-z0-9.:\\[\\]-]+/?$")
        @Nullable
        String endpoint,

        @JsonPropertyDescription(
                "Whether the bucket is part of the path and not of the host name; usual for services other than AWS.")
        @Nullable
        Boolean forcePathStyle,

        @JsonPropertyDescription("Folder in the bucket; without it, the bucket's root.")
        @Size(min = 1, max = 253)
        @Pattern("^[A-Za-z0-9/._-]+$")
        @Nullable
        String rootDirectory,

        @JsonPropertyDescription("Asks the service to encrypt what it keeps; encryption: {} with a key of its own.")
        @Nullable
        Encryption encryption,

        @JsonPropertyDescription("Storage class of what is written; the bucket's when left out.")
        @Size(min = 1, max = 64)
        @Pattern("^[A-Z][A-Z0-9_]*$")
        @Nullable
        String storageClass,

        @JsonPropertyDescription("Whether clients get the content of blobs from the service itself.") @Default("{}")
        Redirect redirect,

        @JsonPropertyDescription(
                "Secret with an access key and a secret key, as accesskey and secretkey or under the names that other tools"
                        + " use. A change of it takes effect by itself. Without it and without serviceAccount, the identity"
                        + " of the node is used.")
        @Nullable
        SecretReference credentialsSecret,

        @JsonPropertyDescription("The pods' ServiceAccount as the identity, where the cluster offers that.") @Nullable
        ServiceAccountIdentity serviceAccount,

        @JsonPropertyDescription("Certificate authorities to trust beside the usual ones.") @Nullable
        CertificateAuthorities certificateAuthorities) {

    /// Encryption by the service.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Encryption(
            @JsonPropertyDescription("The KMS key to encrypt with.") @Size(min = 1, max = 2048) @Nullable
            String kmsKeyId) {}

    /// Redirects of downloads.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "self.enabled || !has(self.endpoint)",
            message =
                    "spec.storage.s3.redirect.endpoint: is used with enabled: true only; set it or remove the endpoint")
    public record Redirect(
            @JsonPropertyDescription(
                    "true sends clients to the service for the content of blobs. They must be able to reach it, and trust"
                            + " its certificate.")
            @Default("false")
            boolean enabled,

            @JsonPropertyDescription("URL under which clients know the service, when it is another than the endpoint.")
            @Size(min = 8, max = 253)
            @Pattern("^https?://[A-Za-z0-9.:\\[\\]-]+/?$")
            @Nullable
            String endpoint) {}

    /// An identity without keys.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.name) != has(self.annotations)",
            message =
                    "spec.storage.s3.serviceAccount: set name for an account of your own, or annotations for the one that"
                            + " the operator makes")
    public record ServiceAccountIdentity(
            @JsonPropertyDescription("ServiceAccount in the namespace of the Registry to run the pods with.")
            @Size(min = 1, max = 253)
            @Nullable
            String name,

            @JsonPropertyDescription(
                    "Annotations for the pods' ServiceAccount that tie it to a role of the cloud, such as"
                            + " eks.amazonaws.com/role-arn.")
            @Size(min = 1, max = 16)
            @Nullable
            Map<String, String> annotations) {}

    /// A file of certificates.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.configMapRef) != has(self.secretRef)",
            message = "spec.storage.s3.certificateAuthorities: set exactly one of configMapRef and secretRef")
    public record CertificateAuthorities(
            @JsonPropertyDescription("ConfigMap in the namespace of the Registry.") @Nullable
            KeyReference configMapRef,

            @JsonPropertyDescription("Secret in the namespace of the Registry.") @Nullable
            KeyReference secretRef) {}

    /// A key of a ConfigMap or Secret.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KeyReference(
            @JsonPropertyDescription("Its name.") @Required @Size(min = 1, max = 253)
            String name,

            @JsonPropertyDescription("The key that holds certificates as PEM.")
            @Default("ca.crt")
            @Size(min = 1, max = 253)
            String key) {}
}
