package dev.berth.registry.manifests;

import dev.berth.registry.blobs.DigestLocks;
import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.Manifest;
import dev.berth.registry.oci.ManifestParser;
import dev.berth.registry.oci.Reference;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.oci.Warning;
import dev.berth.registry.quotas.Quotas;
import dev.berth.registry.quotas.Quotas.Taking;
import dev.berth.registry.referrers.Referrers;
import dev.berth.registry.tags.Tags;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The manifests of repositories, by tag and by digest.
@Singleton
public final class Manifests {
    /// What the specification asks registries to accept at least, and what others refuse above.
    static final int MAX_SIZE = 4 << 20;

    private final Revisions revisions;
    private final Tags tags;
    private final Referrers referrers;
    private final Children children;
    private final DigestLocks locks;
    private final Quotas quotas;

    Manifests(
            Revisions revisions, Tags tags, Referrers referrers, Children children, DigestLocks locks, Quotas quotas) {
        this.revisions = revisions;
        this.tags = tags;
        this.referrers = referrers;
        this.children = children;
        this.locks = locks;
        this.quotas = quotas;
    }

    public Optional<StoredManifest> find(RepositoryName repository, Reference reference) {
        return digest(repository, reference).flatMap(digest -> revisions.find(repository, digest));
    }

    private Optional<Digest> digest(RepositoryName repository, Reference reference) {
        return switch (reference) {
            case Digest digest -> Optional.of(digest);
            case Tag tag -> tags.target(repository, tag);
        };
    }

    /// Stores the bytes as they are once all they name is there. The tags are moved last, so that they never
    /// name what is not there. A missing subject is no obstacle.
    public StoredManifest push(
            RepositoryName repository, PushNames names, Content content, @Nullable String contentType) {
        var pushed = check(names.reference(), content, contentType);
        try (var _ = locks.shared(pushed.digests())) {
            names.tags().forEach(tag -> tags.requireMovable(repository, tag, pushed.named()));
            children.require(repository, pushed.manifest());
            quotas.take(repository, new Taking(pushed.canonical(), content.size(), names.tags()));
            revisions.store(repository, pushed);
            point(repository, names.tags(), pushed);
        } catch (RegistryException e) {
            children.setAsideDamaged(repository, pushed.manifest());
            throw e;
        }
        return new StoredManifest(pushed.named(), content, pushed.manifest());
    }

    /// What whoever pushed the manifest should know of it.
    List<Warning> warnings(RepositoryName repository, Manifest manifest) {
        List<Warning> warnings = new ArrayList<>();
        var missing = children.missing(repository, manifest);
        if (!missing.isEmpty()) {
            warnings.add(new Warning("accepted, but " + missing.size() + " of "
                    + manifest.children().size()
                    + " parts are not in " + repository + ": "
                    + missing.stream()
                            .map(child -> child.digest().toString())
                            .distinct()
                            .collect(Collectors.joining(", "))));
        }
        if (!manifest.json().hasNonNull("mediaType")) {
            warnings.add(new Warning(
                    "the manifest names no mediaType; it is taken for " + manifest.mediaType() + " by its fields"));
        }
        return warnings;
    }

    /// Pins the manifest, looks again at it and then at all it leads to, and moves the tags. A collector that
    /// began before the pins were there has not seen them: what it condemned meanwhile comes back by this look.
    /// What it condemns from now on is purged only by a later run, which sees the pins or the tags, and reads
    /// there what the manifest names. So that one is looked at first. The entry of a
    /// referrer is written after that look, before which it could go with the manifest.
    private void point(RepositoryName repository, List<Tag> moved, PushedManifest pushed) {
        var pins = moved.stream().map(_ -> tags.pin(repository, pushed.named())).toList();
        try {
            revisions.store(repository, pushed);
            referrers.add(repository, pushed.canonical(), pushed.content().size(), pushed.manifest());
            children.require(repository, pushed.manifest());
            for (int i = 0; i < pins.size(); i++) {
                tags.point(repository, moved.get(i), pushed.named(), pins.get(i));
            }
        } catch (RegistryException e) {
            pins.forEach(tags::unpin);
            throw e;
        }
    }

    private static PushedManifest check(Reference reference, Content content, @Nullable String contentType) {
        var canonical = content.digest(DigestAlgorithm.SHA256);
        var named = reference instanceof Digest digest ? content.digest(digest.algorithm()) : canonical;
        if (reference instanceof Digest digest && !named.equals(digest)) {
            throw RegistryException.of(
                    ErrorCode.DIGEST_INVALID, "the manifest has another digest than the one named", named.toString());
        }
        return new PushedManifest(canonical, named, content, ManifestParser.parse(content.bytes(), contentType));
    }

    /// Removes a manifest under all its names, and all tags that point to it, which are answered. Empty when the
    /// repository does not hold it.
    public Optional<List<Tag>> remove(RepositoryName repository, Digest digest) {
        return revisions.canonical(repository, digest).flatMap(canonical -> remove(repository, digest, canonical));
    }

    /// The name that was asked for goes last, so that a removal cut off can be repeated.
    private Optional<List<Tag>> remove(RepositoryName repository, Digest digest, Digest canonical) {
        try (var _ = locks.exclusive(canonical)) {
            if (revisions.canonical(repository, digest).isEmpty()) {
                return Optional.empty();
            }
            var names = revisions.names(repository, canonical);
            names.add(digest);
            var untagged = tags.removeAllPointingTo(repository, names);
            quotas.untagged(repository, untagged);
            revisions
                    .findLocked(repository, digest)
                    .ifPresent(stored -> referrers.remove(repository, canonical, stored.manifest()));
            names.remove(digest);
            names.forEach(name -> revisions.remove(repository, name));
            revisions.remove(repository, digest);
            return Optional.of(untagged);
        }
    }

    /// Removes a tag only. False when there is none. Throws DENIED when it is immutable.
    public boolean remove(RepositoryName repository, Tag tag) {
        tags.requireRemovable(repository, tag);
        boolean removed = tags.remove(repository, tag);
        if (removed) {
            quotas.untagged(repository, List.of(tag));
        }
        return removed;
    }
}
