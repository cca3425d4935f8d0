package dev.berth.registry.events;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.Manifest;
import dev.berth.registry.oci.Reference;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import java.util.List;

/// Something that has happened, told after it is durable.
public sealed interface RegistryEvent {

    RepositoryName repository();

    record BlobPushed(RepositoryName repository, Digest digest, long size) implements RegistryEvent {}

    record BlobPulled(RepositoryName repository, Digest digest, long size) implements RegistryEvent {}

    record BlobMounted(RepositoryName repository, Digest digest, long size, RepositoryName from)
            implements RegistryEvent {}

    /// Its content was found to be another, and is out of the way of a client that pushes it again.
    record BlobDamaged(RepositoryName repository, Digest digest) implements RegistryEvent {}

    record BlobDeleted(RepositoryName repository, Digest digest) implements RegistryEvent {}

    /// No tags, when the digest alone names it.
    record ManifestPushed(RepositoryName repository, List<Tag> tags, Digest digest, long size, Manifest manifest)
            implements RegistryEvent {}

    record ManifestPulled(RepositoryName repository, Reference reference, Digest digest, long size, Manifest manifest)
            implements RegistryEvent {}

    record ManifestDeleted(RepositoryName repository, Digest digest) implements RegistryEvent {}

    record TagDeleted(RepositoryName repository, Tag tag) implements RegistryEvent {}
}
