package dev.berth.registry.verify;

import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.StorageKey;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Shows each finding as it is made, after its repair when repairs are wanted.
final class Findings {
    private final Consumer<Finding> listener;
    private final boolean repair;
    private long count;
    private long repaired;

    Findings(Consumer<Finding> listener, boolean repair) {
        this.listener = listener;
        this.repair = repair;
    }

    /// Where something was found.
    record Place(Optional<RepositoryName> repository, StorageKey path) {
        static Place of(RepositoryName repository, StorageKey path) {
            return new Place(Optional.of(repository), path);
        }

        static Place of(StorageKey path) {
            return new Place(Optional.empty(), path);
        }
    }

    void add(Fault fault, Place place, String what) {
        show(new Finding(fault, place.repository, place.path, what, Optional.empty()));
    }

    /// The cure says what it did.
    void add(Fault fault, Place place, String what, Supplier<String> cure) {
        show(new Finding(
                fault, place.repository, place.path, what, repair ? Optional.of(cure.get()) : Optional.empty()));
    }

    private void show(Finding finding) {
        count++;
        repaired += finding.repair().isPresent() ? 1 : 0;
        listener.accept(finding);
    }

    long count() {
        return count;
    }

    long repaired() {
        return repaired;
    }
}
