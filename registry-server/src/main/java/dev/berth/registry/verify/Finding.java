package dev.berth.registry.verify;

import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.StorageKey;
import java.util.Optional;

/// One inconsistency, and what was done about it, if anything.
public record Finding(
        Fault fault, Optional<RepositoryName> repository, StorageKey path, String what, Optional<String> repair) {

    @Override
    public String toString() {
        return fault.text() + " " + repository.map(RepositoryName::value).orElse("-") + " " + path + ": " + what
                + repair.map(done -> "; repaired: " + done).orElse("");
    }
}
