package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/// A Secret in the namespace of the Registry.
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretReference(
        @JsonPropertyDescription("Name of the Secret, in the namespace of the Registry.")
        @Required
        @Size(min = 1, max = 253)
        String name) {}
