package dev.berth.registry.storage;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import java.time.Instant;

/// The only place that knows path names. The tree of distribution, which volumes of others already hold:
/// ```
/// docker/registry/v2/
///   blobs/<alg>/<first two hex>/<hex>/data
///   repositories/<name>/
///     _layers/<alg>/<hex>/link                    this repository holds the blob; content is a digest
///     _manifests/revisions/<alg>/<hex>/link       it holds the manifest
///     _manifests/tags/<tag>/current/link          where the tag points
///     _manifests/tags/<tag>/index/<alg>/<hex>/link   where it ever pointed
///     _uploads/<id>/{data,startedat}              in a bucket, data is what requests leave to each other
/// berth/                                          ours; all but notifications and pulls can be rebuilt
///   referrers/<name>/_subjects/<alg>/<hex>/<alg>-<hex>   descriptor of one referrer of a subject
///   notifications/<endpoint>/<process>/<number>   events that wait for their endpoint, each a line of JSON
///   notifications/<endpoint>/<process>/alive      young while that process owns the folder
///   condemned/{blobs,repositories}/...            what a collection took out of sight, a file for each folder of an
///                                                 object; in a bucket, a tombstone under the key of the object
///   pins/<name>/_pins/tags/<id>                   digest a tag is about to point to
///   pulls/<name>/_pulls/<tag or alg-hex>          empty; its time says when that was last pulled, to the hour
///   quotas/<rules>/<generation>/{base/…,total.json,added/…}   what quotas count, and what was added since
///   quotas/<rules>/open/<process>                 young while that process may know more than is written
///   migration/from.json                           which storage filled, or fills, this one
///   migration/report.json                         how the move from another storage stands
///   migration/incoming/<alg>/<hex>                a blob on its way from there
///   migration/hidden/<path>/_hidden               removed since it began, so that the other storage hides it
///   gc/last.json                                  report of the last collection
///   gc/lease/<epoch>                              who collects; the highest number counts
///   scrub/state.json                              how far the blobs were read again, and what was found
///   scrub/lease/<epoch>                           who reads them
///   damaged/<alg>/<hex>.<time>                    content that was not what its name says; for people to look at
///   probe                                         written to see whether the storage takes writes
///   tmp/                                          unfinished writes
/// ```
public final class Layout {
    private static final StorageKey V2 = StorageKey.of("docker", "registry", "v2");

    /// The folder of all that distribution knows nothing of.
    public static final String OWN = "berth";

    private static final StorageKey BERTH = StorageKey.of(OWN);
    private static final String LINK = "link";

    private Layout() {}

    public static StorageKey blobs() {
        return V2.child("blobs");
    }

    public static StorageKey blob(Digest digest) {
        return blobs().child(digest.algorithm().text(), digest.hex().substring(0, 2), digest.hex());
    }

    public static StorageKey blobData(Digest digest) {
        return blob(digest).child("data");
    }

    public static StorageKey repositories() {
        return V2.child("repositories");
    }

    public static StorageKey repository(RepositoryName name) {
        return repositories().children(name.components());
    }

    public static StorageKey layers(RepositoryName name) {
        return repository(name).child("_layers");
    }

    public static StorageKey layer(RepositoryName name, Digest digest) {
        return layers(name).child(digest.algorithm().text(), digest.hex());
    }

    public static StorageKey layerLink(RepositoryName name, Digest digest) {
        return layer(name, digest).child(LINK);
    }

    /// The link file in the folder of a layer or a revision.
    static StorageKey link(StorageKey folder) {
        return folder.child(LINK);
    }

    /// A folder is a repository when it has this one.
    public static StorageKey manifests(RepositoryName name) {
        return repository(name).child("_manifests");
    }

    public static StorageKey revisions(RepositoryName name) {
        return manifests(name).child("revisions");
    }

    public static StorageKey revision(RepositoryName name, Digest digest) {
        return revisions(name).child(digest.algorithm().text(), digest.hex());
    }

    public static StorageKey revisionLink(RepositoryName name, Digest digest) {
        return revision(name, digest).child(LINK);
    }

    public static StorageKey tags(RepositoryName name) {
        return manifests(name).child("tags");
    }

    public static StorageKey tag(RepositoryName name, Tag tag) {
        return tags(name).child(tag.value());
    }

    public static StorageKey tagCurrentLink(RepositoryName name, Tag tag) {
        return tag(name, tag).child("current", LINK);
    }

    public static StorageKey tagHistory(RepositoryName name, Tag tag) {
        return tag(name, tag).child("index");
    }

    public static StorageKey tagIndexLink(RepositoryName name, Tag tag, Digest digest) {
        return tagHistory(name, tag).child(digest.algorithm().text(), digest.hex(), LINK);
    }

    public static StorageKey uploads(RepositoryName name) {
        return repository(name).child("_uploads");
    }

    public static StorageKey upload(RepositoryName name, String id) {
        return uploads(name).child(id);
    }

    public static StorageKey uploadData(RepositoryName name, String id) {
        return upload(name, id).child("data");
    }

    public static StorageKey uploadStartedAt(RepositoryName name, String id) {
        return upload(name, id).child("startedat");
    }

    public static StorageKey referrers(RepositoryName name) {
        return BERTH.child("referrers").children(name.components()).child("_subjects");
    }

    public static StorageKey referrers(RepositoryName name, Digest subject) {
        return referrers(name).child(subject.algorithm().text(), subject.hex());
    }

    public static StorageKey referrer(RepositoryName name, Digest subject, Digest referrer) {
        return referrers(name, subject).child(referrer.algorithm().text() + "-" + referrer.hex());
    }

    /// The digest of the referrer that the entry of this name describes.
    public static String referrerDigest(String entry) {
        return entry.replaceFirst("-", ":");
    }

    public static StorageKey pins(RepositoryName name) {
        return BERTH.child("pins").children(name.components()).child("_pins", "tags");
    }

    /// Of a tag or, with a dash for its colon, a digest.
    public static StorageKey lastPull(RepositoryName name, String reference) {
        return lastPulls(name).child(reference);
    }

    public static StorageKey lastPulls(RepositoryName name) {
        return BERTH.child("pulls").children(name.components()).child("_pulls");
    }

    public static StorageKey pullsBegan() {
        return BERTH.child("pulls", "_began");
    }

    public static StorageKey notifications() {
        return BERTH.child("notifications");
    }

    /// The folder of an object that is condemned, which is that of the object itself, for it holds nothing else.
    public static StorageKey condemned(StorageKey object) {
        var below = object.segments()
                .subList(V2.segments().size(), object.segments().size() - 1);
        return condemned().children(below);
    }

    /// Where the condemned objects of a folder are.
    public static StorageKey condemnedFolder(StorageKey folder) {
        return condemned()
                .children(folder.segments()
                        .subList(V2.segments().size(), folder.segments().size()));
    }

    public static StorageKey condemned() {
        return BERTH.child("condemned");
    }

    public static StorageKey quotas() {
        return BERTH.child("quotas");
    }

    /// Whether an object of this name is content as distribution knows it, which collections may condemn.
    public static boolean isContent(StorageKey key) {
        var above = V2.segments();
        return key.segments().size() > above.size()
                && key.segments().subList(0, above.size()).equals(above);
    }

    /// A blob on its way here from another storage.
    public static StorageKey incoming(Digest digest) {
        return BERTH.child("migration", "incoming", digest.algorithm().text(), digest.hex());
    }

    /// What this storage keeps of the move that fills it, or filled it.
    public static StorageKey migration() {
        return BERTH.child("migration");
    }

    /// From where.
    public static StorageKey arrival() {
        return BERTH.child("migration", "from.json");
    }

    public static StorageKey migrationReport() {
        return BERTH.child("migration", "report.json");
    }

    /// A tree like the whole, of what a storage that is left must not show any more.
    public static StorageKey hidden() {
        return BERTH.child("migration", "hidden");
    }

    public static StorageKey collectorLeases() {
        return BERTH.child("gc", "lease");
    }

    public static StorageKey scrubLeases() {
        return BERTH.child("scrub", "lease");
    }

    public static StorageKey scrubState() {
        return BERTH.child("scrub", "state.json");
    }

    public static StorageKey lastCollection() {
        return BERTH.child("gc", "last.json");
    }

    /// Where damaged content goes, so that a push can bring it anew.
    public static StorageKey damaged(Digest digest, Instant time) {
        return BERTH.child("damaged", digest.algorithm().text(), digest.hex() + "." + time.toEpochMilli());
    }

    /// What readiness writes now and then.
    public static StorageKey probe() {
        return BERTH.child("probe");
    }

    public static StorageKey unfinished() {
        return BERTH.child("tmp");
    }
}
