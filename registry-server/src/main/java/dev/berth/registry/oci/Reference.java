package dev.berth.registry.oci;

/// What names a manifest inside a repository: a tag or a digest.
public sealed interface Reference permits Digest, Tag {

    /// A colon makes it a digest, since no tag may hold one.
    static Reference parse(String text) {
        return text.indexOf(':') >= 0 ? Digest.parse(text) : Tag.parse(text);
    }
}
