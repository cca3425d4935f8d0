package dev.berth.registry.gc;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import java.nio.charset.StandardCharsets;

/// Puts content into a storage as pushes leave it.
record SampleTree(Storage storage) {

    Document image(RepositoryName repository, String seed) {
        blob(repository, TestImages.config(seed));
        blob(repository, TestImages.layer(seed));
        Document image = TestImages.image(TestImages.config(seed), TestImages.layer(seed));
        manifest(repository, image);
        return image;
    }

    Document artifact(RepositoryName repository, String type, Document subject) {
        byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
        blob(repository, config);
        Document artifact = TestImages.artifact(type, subject, config);
        manifest(repository, artifact);
        storage.write(Layout.referrer(repository, subject.digest(), artifact.digest()), artifact.bytes());
        return artifact;
    }

    Digest blob(RepositoryName repository, byte[] content) {
        Digest digest = Digest.sha256(content);
        storage.write(Layout.blobData(digest), content);
        new Links(storage).write(Layout.layerLink(repository, digest), digest);
        return digest;
    }

    void manifest(RepositoryName repository, Document manifest) {
        storage.write(Layout.blobData(manifest.digest()), manifest.bytes());
        new Links(storage).write(Layout.revisionLink(repository, manifest.digest()), manifest.digest());
    }

    void tag(RepositoryName repository, String name, Document target) {
        Tag tag = Tag.parse(name);
        new Links(storage).write(Layout.tagIndexLink(repository, tag, target.digest()), target.digest());
        new Links(storage).write(Layout.tagCurrentLink(repository, tag), target.digest());
    }
}
