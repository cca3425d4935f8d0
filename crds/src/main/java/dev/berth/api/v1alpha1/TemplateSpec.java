package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a user adds to the server's pods.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TemplateSpec(
        @JsonPropertyDescription("Requests and limits of the server; they replace the operator's.") @Nullable
        ResourceRequirements resources,

        @JsonPropertyDescription("Labels a node must have.") @Size(max = 64) @Nullable
        Map<String, String> nodeSelector,

        @JsonPropertyDescription("Taints the pods tolerate.") @Size(max = 64) @Nullable
        List<Toleration> tolerations,

        @JsonPropertyDescription("Affinity of the pods, as in a pod's spec.affinity.") @Nullable
        Affinity affinity,

        @JsonPropertyDescription(
                "How the pods spread over nodes and zones, as in a pod's spec.topologySpreadConstraints; replaces the"
                        + " operator's. Left out, replicas spread over zones and nodes where they can.")
        @Size(min = 1, max = 8)
        @Nullable
        List<TopologySpreadConstraint> topologySpreadConstraints,

        @JsonPropertyDescription("Priority class of the pods.") @Size(min = 1, max = 253) @Nullable
        String priorityClassName,

        @JsonPropertyDescription("Annotations of the pods.") @Size(max = 64) @Nullable
        Map<String, String> annotations,

        @JsonPropertyDescription(
                "Environment variables of the server, such as HTTPS_PROXY. A REGISTRY_* variable overrides what the operator"
                        + " configures.")
        @Size(max = 100)
        @Nullable
        List<EnvVar> env) {}
