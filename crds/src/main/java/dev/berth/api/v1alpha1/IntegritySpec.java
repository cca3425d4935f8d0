package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// How damage to stored data is found.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IntegritySpec(
        @JsonPropertyDescription(
                "How all that is stored is read again and again. What is found damaged is set aside, so that pushing it again heals it. Left out, it goes on at the defaults.")
        @Nullable
        Scrub scrub) {

    /// Reading all that is stored.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "isQuantity(self.rate) && quantity(self.rate).isGreaterThan(quantity('0'))",
            message =
                    "spec.integrity.scrub.rate: write a quantity above zero such as 20Mi, the bytes to read in a second",
            fieldPath = ".rate")
    public record Scrub(
            @JsonPropertyDescription(
                    "How long after the beginning of one reading the next begins, such as 7d; 0s for never.")
            @Default("7d")
            @Size(min = 2, max = 24)
            @Pattern(Patterns.SPAN)
            String interval,

            @JsonPropertyDescription("The most bytes that are read in a second, such as 20Mi.")
            @Default("20Mi")
            @Size(min = 1, max = 32)
            String rate) {}
}
