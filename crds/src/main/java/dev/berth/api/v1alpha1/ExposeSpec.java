package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How clients reach the registry.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExposeSpec(
        @JsonPropertyDescription("The Service in front of the server.") @Default("{}")
        Service service,

        @JsonPropertyDescription("An Ingress for clients outside the cluster.") @Nullable
        Ingress ingress) {

    /// The Service.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Service(
            @JsonPropertyDescription("Type of the Service.") @Default("ClusterIP")
            ServiceType type,

            @JsonPropertyDescription("Port of the Service.") @Default("5000") @Min(1) @Max(65535)
            int port) {}

    /// The Ingress.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Ingress(
            @JsonPropertyDescription("Host name of the registry; no other Registry may use it.")
            @Required
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")
            String host,

            @JsonPropertyDescription("Ingress class; the cluster's default class when left out.")
            @Size(min = 1, max = 253)
            @Nullable
            String className,

            @JsonPropertyDescription(
                    "Annotations for the Ingress, on top of those the operator sets for large uploads.")
            @Size(max = 64)
            @Nullable
            Map<String, String> annotations,

            @JsonPropertyDescription(
                    "Secret with the certificate that the ingress controller presents for the host. Left out, it presents"
                            + " the registry's own; with tls.mode Disabled and none here the host speaks plain HTTP.")
            @Size(min = 1, max = 253)
            @Nullable
            String tlsSecretName) {}

    /// Type of the Service.
    public enum ServiceType {
        @JsonProperty("ClusterIP")
        CLUSTER_IP("ClusterIP"),
        @JsonProperty("NodePort")
        NODE_PORT("NodePort"),
        @JsonProperty("LoadBalancer")
        LOAD_BALANCER("LoadBalancer");

        private final String value;

        ServiceType(String value) {
            this.value = value;
        }

        /// The word Kubernetes uses.
        public String value() {
            return value;
        }
    }
}
