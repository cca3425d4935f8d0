package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a user asks for. Every default is in the schema, so the API server has filled it in before anybody reads it.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.replicas <= 1 || !has(self.storage.persistentVolumeClaim)"
                + " || 'ReadWriteMany' in self.storage.persistentVolumeClaim.accessModes",
        message = "spec.replicas: a ReadWriteOnce volume serves one replica; set replicas to 1 or less, or use"
                + " accessModes [ReadWriteMany] with a storage class that offers it, or storage.s3",
        fieldPath = ".replicas")
@ValidationRule(
        value = "self.replicas <= 1 || !has(self.storage.emptyDir)",
        message = "spec.replicas: replicas with emptyDir would each hold other images; set replicas to 1 or less, or"
                + " use a persistentVolumeClaim with ReadWriteMany, or storage.s3",
        fieldPath = ".replicas")
@ValidationRule(
        value = "!has(self.storage.s3) || !has(self.garbageCollection.startBelow)",
        message = "spec.garbageCollection.startBelow: a bucket has no end to come near; remove it, and bound what is"
                + " stored by spec.quotas")
public record RegistrySpec(
        @JsonPropertyDescription(
                "Number of server pods. More than one needs a bucket or a volume with ReadWriteMany, and is updated"
                        + " without a gap; zero stops the registry and keeps its data. A HorizontalPodAutoscaler may set"
                        + " it.")
        @Default("1")
        @Min(0)
        @Max(20)
        @SpecReplicas
        int replicas,

        @JsonPropertyDescription(
                "Where images are kept, in exactly one of persistentVolumeClaim, emptyDir and s3. It is changed by a move, with"
                        + " migrateFrom.")
        @Default("{\"persistentVolumeClaim\":{}}")
        StorageSpec storage,

        @JsonPropertyDescription("Who may push and pull. By default a user named admin with a generated password.")
        @Default("{\"users\":[{\"name\":\"admin\",\"generate\":{}}]}")
        AuthSpec auth,

        @JsonPropertyDescription(
                "Transport encryption. By default a certificate from an authority of the registry's own.")
        @Default("{}")
        TlsSpec tls,

        @JsonPropertyDescription("How the registry is reached: a Service always, an Ingress on demand.") @Default("{}")
        ExposeSpec expose,

        @JsonPropertyDescription("When unreachable image data is removed. Pushes go on meanwhile.") @Default("{}")
        GarbageCollectionSpec garbageCollection,

        @JsonPropertyDescription(
                "Which tags go, in each collection before it looks for garbage. The first rule that covers a tag decides;"
                        + " a tag that none covers stays.")
        @Size(min = 1, max = 50)
        @Nullable
        List<RetentionRule> retention,

        @JsonPropertyDescription("Tags that clients can neither move nor delete once they are there.")
        @Size(min = 1, max = 50)
        @Nullable
        List<ImmutableTagsRule> immutableTags,

        @JsonPropertyDescription("How much may be stored in which repositories. A push beyond it is refused.")
        @Size(min = 1, max = 50)
        @Nullable
        List<QuotaRule> quotas,

        @JsonPropertyDescription("How damage to stored data is found.") @Nullable
        IntegritySpec integrity,

        @JsonPropertyDescription("What to add to the server's pods.") @Nullable
        TemplateSpec template) {}
