package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The storage of a registry: exactly one member is set.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.persistentVolumeClaim), has(self.emptyDir), has(self.s3)].filter(set, set).size() == 1",
        message = "spec.storage: set exactly one of persistentVolumeClaim, emptyDir and s3; where the default is in the"
                + " way, apply storage: {persistentVolumeClaim: {}} first, so that the next apply can take it away")
@ValidationRule(
        value = Places.STAYS_OR_MOVES,
        message =
                "spec.storage: another place for the images is reached by a move: name the storage in use, as it is, in"
                        + " spec.storage.migrateFrom, such as {s3: {...}, migrateFrom: {persistentVolumeClaim: {}}}, one move"
                        + " at a time; to leave an emptyDir, or a place that never could be reached, delete the Registry and"
                        + " apply it anew")
@ValidationRule(
        value = Places.GOES_ELSEWHERE,
        message = "spec.storage.migrateFrom: is the storage to move to; name the one to leave, or remove it")
@ValidationRule(
        value = "!has(self.migrateFrom) || !has(self.emptyDir)",
        message = "spec.storage.migrateFrom: an emptyDir keeps nothing; move to a persistentVolumeClaim or to s3")
@ValidationRule(
        value = "!has(self.s3) || !has(self.s3.serviceAccount) || !has(self.migrateFrom)"
                + " || !has(self.migrateFrom.s3) || !has(self.migrateFrom.s3.serviceAccount)"
                + " || (has(self.s3.serviceAccount.name) == has(self.migrateFrom.s3.serviceAccount.name)"
                + " && (!has(self.s3.serviceAccount.name)"
                + " || self.s3.serviceAccount.name == self.migrateFrom.s3.serviceAccount.name))",
        message = "spec.storage.migrateFrom.s3.serviceAccount: the pods have one account; write the same as in"
                + " spec.storage.s3, or use credentialsSecret")
public record StorageSpec(
        @JsonPropertyDescription("A claim that the operator creates, or an existing one.") @Nullable
        PersistentVolume persistentVolumeClaim,

        @JsonPropertyDescription("Storage that lives and dies with the pod: for trials only.") @Nullable
        EmptyDir emptyDir,

        @JsonPropertyDescription("A bucket of an S3-compatible service, which any number of replicas may share.")
        @Nullable
        S3Storage s3,

        @JsonPropertyDescription(
                "The storage that the images are moved from while the registry serves: the one in use until now, or one that"
                        + " another registry has filled. One replica serves meanwhile. Nothing is removed there. Remove it"
                        + " once the condition Migrated is True.")
        @Nullable
        MigrationSource migrateFrom) {

    /// A persistent volume claim. Of the same claim only the size can be changed, and only upwards.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "isQuantity(self.size) && quantity(self.size).isGreaterThan(quantity('0'))",
            message = "spec.storage.persistentVolumeClaim.size: write a quantity above zero such as 10Gi",
            fieldPath = ".size")
    @ValidationRule(
            value = Places.OTHER_CLAIM + " || !isQuantity(self.size) || !isQuantity(oldSelf.size)"
                    + " || quantity(self.size).compareTo(quantity(oldSelf.size)) >= 0",
            message = "spec.storage.persistentVolumeClaim.size: a volume can't shrink; keep the size or raise it",
            fieldPath = ".size")
    @ValidationRule(
            value = Places.OTHER_CLAIM + " || self.accessModes == oldSelf.accessModes",
            message = "spec.storage.persistentVolumeClaim.accessModes: can't be changed on an existing claim; move"
                    + " to another one with spec.storage.migrateFrom",
            fieldPath = ".accessModes")
    @ValidationRule(
            value = Places.OTHER_CLAIM + " || (has(self.storageClassName) == has(oldSelf.storageClassName)"
                    + " && (!has(self.storageClassName) || self.storageClassName == oldSelf.storageClassName))",
            message = "spec.storage.persistentVolumeClaim.storageClassName: can't be changed on an existing claim;"
                    + " move to another one with spec.storage.migrateFrom")
    public record PersistentVolume(
            @JsonPropertyDescription(
                    "Size of the claim. It can be raised where the storage class allows it, never lowered. Not used with"
                            + " existingClaim.")
            @Default("10Gi")
            @Size(min = 1, max = 32)
            String size,

            @JsonPropertyDescription("Storage class of the claim; the cluster's default class when left out.")
            @Size(min = 1, max = 253)
            @Nullable
            String storageClassName,

            @JsonPropertyDescription("Access modes of the claim. More than one replica needs ReadWriteMany.")
            @Default("[\"ReadWriteOnce\"]")
            @Size(min = 1, max = 3)
            List<AccessMode> accessModes,

            @JsonPropertyDescription(
                    "Name of a claim in the same namespace to use as it is; the operator then creates none and never"
                            + " deletes it.")
            @Size(min = 1, max = 253)
            @Nullable
            String existingClaim,

            @JsonPropertyDescription(
                    "What becomes of the operator's claim when the Registry is deleted. It can be changed at any time.")
            @Default("Retain")
            DeletionPolicy deletionPolicy) {}

    /// A directory of the pod.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!has(self.sizeLimit) || isQuantity(self.sizeLimit)",
            message = "spec.storage.emptyDir.sizeLimit: write a quantity such as 2Gi")
    public record EmptyDir(
            @JsonPropertyDescription("The pod is evicted when its images take more than this.")
            @Size(min = 1, max = 32)
            @Nullable
            String sizeLimit) {}

    /// How many nodes may mount the volume.
    public enum AccessMode {
        @JsonProperty("ReadWriteOnce")
        READ_WRITE_ONCE("ReadWriteOnce"),
        @JsonProperty("ReadWriteOncePod")
        READ_WRITE_ONCE_POD("ReadWriteOncePod"),
        @JsonProperty("ReadWriteMany")
        READ_WRITE_MANY("ReadWriteMany");

        private final String value;

        AccessMode(String value) {
            this.value = value;
        }

        /// The word Kubernetes uses.
        public String value() {
            return value;
        }
    }

    /// What happens to the data when the Registry goes.
    public enum DeletionPolicy {
        @JsonProperty("Retain")
        RETAIN,
        @JsonProperty("Delete")
        DELETE
    }
}
