package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.storage.Storage;
import java.util.Optional;
import java.util.function.Consumer;

/// What lives in the whole storage, and what may be condemned but must not be purged yet.
/// 32 bytes and a little for each digest: at most 130 MB for a million of them, while the table grows.
public final class Mark {
    private final Storage storage;
    private final Consumer<String> problems;
    private final Consumer<Mark> step;
    private final DigestSet live = new DigestSet();
    private final DigestSet held = new DigestSet();
    private long manifests;

    /// The step is taken before each manifest is read; what it throws ends the mark.
    public Mark(Storage storage, Consumer<String> problems, Consumer<Mark> step) {
        this.storage = storage;
        this.problems = problems;
        this.step = step;
    }

    /// Marks one repository. One that cannot be understood keeps all it has, and says nothing of what it lacks.
    public RepositoryMark repository(RepositoryName name, MarkRules rules) {
        var mark = new RepositoryMark(new RepositoryLinks(storage, name), this, rules);
        mark.run(problems);
        return mark;
    }

    /// Whether something that stays names it.
    public boolean isLive(Digest digest) {
        return live.contains(digest);
    }

    /// Whether anything names it that can still come back.
    public boolean isHeld(Digest digest) {
        return held.contains(digest);
    }

    public long manifests() {
        return manifests;
    }

    public long liveBlobs() {
        return live.size();
    }

    Storage storage() {
        return storage;
    }

    void keep(Digest digest) {
        live.add(digest);
    }

    void hold(Digest digest) {
        if (!live.contains(digest)) {
            held.add(digest);
        }
    }

    Optional<byte[]> read(Digest manifest) throws Unreadable {
        step.accept(this);
        return new ManifestReader(storage).read(manifest);
    }

    void countManifest() {
        manifests++;
    }
}
