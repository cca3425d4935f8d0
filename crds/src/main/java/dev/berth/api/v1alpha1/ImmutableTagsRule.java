package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tags that clients can neither move nor delete once they are there.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImmutableTagsRule(
        @JsonPropertyDescription(
                "Repositories; * stands for anything within a component of the name, ** for anything. All when left out.")
        @Size(min = 1, max = 50)
        @Nullable
        List<@Pattern(Patterns.REPOSITORIES) @Size(min = 1, max = 255) String> repositories,

        @JsonPropertyDescription("Tags; * stands for anything. All when left out.") @Size(min = 1, max = 50) @Nullable
        List<@Pattern(Patterns.TAGS) @Size(min = 1, max = 128) String> tags,

        @JsonPropertyDescription("Tags that stay movable all the same, such as latest.")
        @Size(min = 1, max = 50)
        @Nullable
        List<@Pattern(Patterns.TAGS) @Size(min = 1, max = 128) String> except) {}
