package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// The storage that a registry leaves. Nothing is ever removed there.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.persistentVolumeClaim) != has(self.s3)",
        message = "spec.storage.migrateFrom: set exactly one of persistentVolumeClaim and s3")
@ValidationRule(
        value = "!has(self.rate) || (isQuantity(self.rate) && quantity(self.rate).isGreaterThan(quantity('0')))",
        message = "spec.storage.migrateFrom.rate: write a quantity above zero such as 50Mi, the bytes to copy in a"
                + " second")
public record MigrationSource(
        @JsonPropertyDescription("The claim with the images.") @Nullable
        FormerClaim persistentVolumeClaim,

        @JsonPropertyDescription("The bucket with the images, and how to reach it.") @Nullable
        S3Storage s3,

        @JsonPropertyDescription("The most bytes that are copied in a second, such as 50Mi; no limit when left out.")
        @Size(min = 1, max = 32)
        @Nullable
        String rate) {

    /// A claim by its name, or the operator's.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FormerClaim(
            @JsonPropertyDescription(
                    "Name of a claim in the same namespace; without it, the claim that the operator made for this Registry.")
            @Size(min = 1, max = 253)
            @Nullable
            String existingClaim) {}
}
