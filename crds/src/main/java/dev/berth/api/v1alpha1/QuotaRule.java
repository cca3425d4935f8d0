package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much may be stored in repositories; a push beyond it is refused.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.bytes) || has(self.tags)",
        message = "spec.quotas: a quota names bytes, such as 50Gi, or tags, or both")
@ValidationRule(
        value = "!has(self.bytes) || (isQuantity(self.bytes) && quantity(self.bytes).isGreaterThan(quantity('0')))",
        message = "spec.quotas.bytes: write a quantity above zero such as 50Gi")
public record QuotaRule(
        @JsonPropertyDescription(
                "Repositories; * stands for anything within a component of the name, ** for anything. All when left out.")
        @Size(min = 1, max = 50)
        @Nullable
        List<@Pattern(Patterns.REPOSITORIES) @Size(min = 1, max = 255) String> repositories,

        @JsonPropertyDescription("The most that may be stored, such as 50Gi.") @Size(min = 1, max = 32) @Nullable
        String bytes,

        @JsonPropertyDescription("The most tags there may be.") @Min(1) @Max(1000000) @Nullable
        Integer tags) {}
