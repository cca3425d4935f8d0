package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the operator found. It holds no time that changes by itself.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistryStatus(
        @JsonPropertyDescription("The generation of the spec that this status describes.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Number of pods there are.") @StatusReplicas @Nullable
        Integer replicas,

        @JsonPropertyDescription("Selects the pods, for a HorizontalPodAutoscaler.") @LabelSelector @Nullable
        String selector,

        @JsonPropertyDescription("Where the registry answers.") @Nullable
        Addresses addresses,

        @JsonPropertyDescription(
                "Secret of type kubernetes.io/dockerconfigjson for imagePullSecrets of pods in this namespace.")
        @Nullable
        String pullSecretName,

        @JsonPropertyDescription("The storage in use.") @Nullable
        Storage storage,

        @JsonPropertyDescription("The certificate in use.") @Nullable
        Certificate certificate,

        @JsonPropertyDescription("The last garbage collection that has ended.") @Nullable
        GarbageCollection lastGarbageCollection,

        @JsonPropertyDescription(
                "The value of the annotation berth.dev/collect-garbage for which a collection was started last.")
        @Size(max = 256)
        @Nullable
        String collectionRequest,

        @JsonPropertyDescription("The move from another storage, while there is one or one was cut short.") @Nullable
        Migration migration,

        @JsonPropertyDescription(
                "Ready sums up; Reconciling and Stalled say whether to wait or to act; the others name a part.")
        @Size(max = 32)
        @Nullable
        List<Condition> conditions) {

    /// The published addresses.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Addresses(
            @JsonPropertyDescription(
                    "The address to use from outside, or the one inside the cluster when there is no Ingress.")
            String url,

            @JsonPropertyDescription("Host and port inside the cluster.")
            String cluster,

            @JsonPropertyDescription("Host name of the Ingress.") @Nullable
            String ingress) {}

    /// The storage in use.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Storage(
            @JsonPropertyDescription("PersistentVolumeClaim, EmptyDir or S3.")
            String kind,

            @JsonPropertyDescription("Name of the claim.") @Nullable
            String claimName,

            @JsonPropertyDescription("Size of the volume that is bound, or the limit of the directory.") @Nullable
            String capacity,

            @JsonPropertyDescription("Name of the bucket.") @Nullable
            String bucket,

            @JsonPropertyDescription("What the bucket's service can do, as the server found out when it started.")
            @Nullable
            Capabilities capabilities) {}

    /// What the service of a bucket was seen to do. A server tries it: some services ignore conditions without a word.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Capabilities(
            @JsonPropertyDescription("It refuses to write an object that must not exist yet and does.")
            boolean conditionalCreate,

            @JsonPropertyDescription(
                    "It refuses a write over an object that changed meanwhile. Replicas need this and conditionalCreate.")
            boolean conditionalReplace,

            @JsonPropertyDescription("It refuses to delete an object that changed meanwhile.")
            boolean conditionalDelete,

            @JsonPropertyDescription("It copies a part of an object into an upload, so that no bytes travel for that.")
            boolean multipartCopy) {}

    /// The certificate in use.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Certificate(
            @JsonPropertyDescription("The certificate is valid until then.")
            String notAfter) {}

    /// How a move to another storage stands. Figures count since the server started.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Migration(
            @JsonPropertyDescription(
                    "Pending until the server tells of it; Copying; Interrupted, while it waits to try again; Completed.")
            String state,

            @JsonPropertyDescription("The storage that is left.") @Size(max = 1024)
            String from,

            @JsonPropertyDescription("Passes begun; one that finds nothing left to copy is the last.") @Nullable
            Long passes,

            @JsonPropertyDescription("Repositories that this pass has been through.") @Nullable
            Long repositories,

            @JsonPropertyDescription("Blobs copied.") @Nullable
            Long copiedBlobs,

            @JsonPropertyDescription("Bytes of these.") @Nullable
            Long copiedBytes,

            @JsonPropertyDescription("Small objects copied: tags, and what repositories hold besides blobs.") @Nullable
            Long copiedLinks,

            @JsonPropertyDescription("Blobs that this pass found in the new storage already.") @Nullable
            Long presentBlobs,

            @JsonPropertyDescription("What was left out, such as damaged blobs, or went wrong.") @Nullable
            Integer problems,

            @JsonPropertyDescription("When the server began, or went on after a restart.") @Nullable
            String startTime,

            @JsonPropertyDescription("When everything was copied.") @Nullable
            String completionTime,

            @JsonPropertyDescription("The first of the problems, shortened.") @Size(max = 1024) @Nullable
            String message) {}

    /// One run of the garbage collection.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GarbageCollection(
            @JsonPropertyDescription("Name of the Job that asked for the run.")
            String job,

            @JsonPropertyDescription("Succeeded or Failed.") String result,

            @JsonPropertyDescription("When the run began.") @Nullable
            String startTime,

            @JsonPropertyDescription("When the run ended.") @Nullable
            String completionTime,

            @JsonPropertyDescription("Repositories looked at.") @Nullable
            Long repositories,

            @JsonPropertyDescription("Manifests that stay.") @Nullable
            Long manifests,

            @JsonPropertyDescription("Blobs that a manifest reaches.") @Nullable
            Long markedBlobs,

            @JsonPropertyDescription("Blobs looked at.") @Nullable
            Long scannedBlobs,

            @JsonPropertyDescription("Tags that the retention's rules removed.") @Nullable
            Long removedTags,

            @JsonPropertyDescription("Blobs taken out of sight; a later run removes them.") @Nullable
            Long condemnedBlobs,

            @JsonPropertyDescription("Manifests taken out of sight; a later run removes them.") @Nullable
            Long condemnedManifests,

            @JsonPropertyDescription("Bytes taken out of sight.") @Nullable
            Long condemnedBytes,

            @JsonPropertyDescription("Objects put back because something names them after all.") @Nullable
            Long rescued,

            @JsonPropertyDescription("Manifests removed.") @Nullable
            Long removedManifests,

            @JsonPropertyDescription("Blobs removed.") @Nullable
            Long removedBlobs,

            @JsonPropertyDescription("Bytes freed.") @Nullable
            Long freedBytes,

            @JsonPropertyDescription("What went wrong, shortened.") @Size(max = 1024) @Nullable
            String message) {}
}
