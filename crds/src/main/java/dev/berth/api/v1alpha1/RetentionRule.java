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

/// What becomes of the tags that a rule covers; the first rule that covers a tag decides.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetentionRule(
        @JsonPropertyDescription(
                "Repositories; * stands for anything within a component of the name, ** for anything. All when left out.")
        @Size(min = 1, max = 50)
        @Nullable
        List<@Pattern(Patterns.REPOSITORIES) @Size(min = 1, max = 255) String> repositories,

        @JsonPropertyDescription("Tags; * stands for anything. All when left out.") @Size(min = 1, max = 50) @Nullable
        List<@Pattern(Patterns.TAGS) @Size(min = 1, max = 128) String> tags,

        @JsonPropertyDescription(
                "Tags that meet one of these stay, the others go. Without keep and expire every tag stays.")
        @Nullable
        Keep keep,

        @JsonPropertyDescription("Tags pushed longer ago go, whatever else holds; such as 90d or 12h.")
        @Size(min = 2, max = 24)
        @Pattern(Patterns.SPAN)
        @Nullable
        String expire,

        @JsonPropertyDescription(
                "How long manifests without a tag stay, but never shorter than garbageCollection.minAge; such as 7d.")
        @Size(min = 2, max = 24)
        @Pattern(Patterns.SPAN)
        @Nullable
        String untagged) {

    /// What lets a tag stay.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.last) || has(self.pushedWithin) || has(self.pulledWithin)",
            message =
                    "spec.retention.keep: name at least one of last, pushedWithin and pulledWithin, or remove keep and"
                            + " every tag of the rule stays")
    public record Keep(
            @JsonPropertyDescription("How many tags of a repository stay, those pushed last.")
            @Min(1)
            @Max(1000000)
            @Nullable
            Integer last,

            @JsonPropertyDescription("Tags pushed within this time stay; such as 30d.")
            @Size(min = 2, max = 24)
            @Pattern(Patterns.SPAN)
            @Nullable
            String pushedWithin,

            @JsonPropertyDescription(
                    "Tags pulled within this time stay; such as 30d. Pulls are recorded from when this is first set.")
            @Size(min = 2, max = 24)
            @Pattern(Patterns.SPAN)
            @Nullable
            String pulledWithin) {}
}
