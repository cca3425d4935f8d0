package dev.berth.registry.manifests;

import dev.berth.registry.blobs.Blobs;
import dev.berth.registry.blobs.DamagedBlobs;
import dev.berth.registry.blobs.DigestLocks;
import dev.berth.registry.oci.Content;
import dev.berth.registry.oci.Reference;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.quotas.Quotas;
import dev.berth.registry.quotas.QuotasConfig;
import dev.berth.registry.referrers.Referrers;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.tags.ImmutableTags;
import dev.berth.registry.tags.Tags;
import java.time.Clock;
import java.util.List;

/// The manifests of one server process, over a storage that others may use too.
public record ManifestsOf(Manifests manifests) {

    public static ManifestsOf storage(Storage storage, Blobs blobs, DigestLocks locks) {
        var links = new Links(storage);
        var damaged = new DamagedBlobs(storage, locks, Clock.systemUTC());
        return new ManifestsOf(new Manifests(
                new Revisions(links, blobs),
                new Tags(storage, links, ImmutableTags.none()),
                new Referrers(storage, links),
                new Children(blobs, damaged, CompletenessConfig.everything()),
                locks,
                new Quotas(QuotasConfig.none(), storage)));
    }

    public void push(RepositoryName repository, Reference reference, Content content) {
        var tags = reference instanceof Tag tag ? List.of(tag) : List.<Tag>of();
        manifests.push(repository, new PushNames(reference, tags), content, null);
    }
}
