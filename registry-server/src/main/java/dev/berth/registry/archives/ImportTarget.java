package dev.berth.registry.archives;

import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import java.util.Optional;

/// Where images go: a repository, and one tag instead of the archive's own.
public record ImportTarget(RepositoryName repository, Optional<Tag> tag) {

    /// Reads `team/app` or `team/app:v1`.
    public static ImportTarget parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new ImportTarget(RepositoryName.parse(text), Optional.empty())
                : new ImportTarget(
                        RepositoryName.parse(text.substring(0, colon)),
                        Optional.of(Tag.parse(text.substring(colon + 1))));
    }
}
