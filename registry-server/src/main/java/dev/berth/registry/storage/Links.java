package dev.berth.registry.storage;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.RegistryException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads and writes link files, whose content is one digest.
/// An empty or unreadable link, as an old crash may leave it, counts as missing,
/// and so does one that leads elsewhere than its name says.
@Singleton
public final class Links {
    private static final int MAX_LENGTH = 256;
    private final Storage storage;

    public Links(Storage storage) {
        this.storage = storage;
    }

    /// As [#read] for those who will rely on it: takes a condemned link back. Looks twice on either side before it
    /// finds nothing, since others may move the link the other way at the same time.
    public Optional<Digest> find(StorageKey link) {
        for (int vain = 0; vain < 2; ) {
            var found = read(link);
            if (found.isPresent()) {
                return found;
            }
            vain += storage.condemned().rescue(link) ? 0 : 1;
        }
        return Optional.empty();
    }

    /// The link as it lies there, condemned ones not.
    public Optional<Digest> read(StorageKey link) {
        return read(link, storage.open(link));
    }

    /// A condemned link, where it is.
    public Optional<Digest> readCondemned(StorageKey link) {
        return read(link, storage.condemned().open(link));
    }

    private static Optional<Digest> read(StorageKey link, Optional<StoredContent> opened) {
        try (var content = opened.orElse(null)) {
            if (content == null || content.size() > MAX_LENGTH) {
                return Optional.empty();
            }
            var text = new String(content.readAll(MAX_LENGTH), StandardCharsets.US_ASCII);
            return Optional.of(Digest.parse(text.strip())).filter(target -> agrees(link, target));
        } catch (RegistryException _) {
            return Optional.empty();
        }
    }

    /// Every digest by which links of a folder lead to this content: its own, and those of other algorithms.
    public Set<Digest> names(StorageKey folder, Digest canonical) {
        Set<Digest> names = new HashSet<>(Set.of(canonical));
        for (var algorithm : DigestAlgorithm.values()) {
            if (algorithm != canonical.algorithm()) {
                var named = folder.child(algorithm.text());
                Stream.of(storage.list(named), storage.condemned().list(named))
                        .flatMap(List::stream)
                        .map(StorageEntry::name)
                        .distinct()
                        .filter(hex -> find(Layout.link(named.child(hex)))
                                .filter(canonical::equals)
                                .isPresent())
                        .forEach(hex -> names.add(new Digest(algorithm, hex)));
            }
        }
        return names;
    }

    /// A link named by a digest leads to that very one, unless the name is of another algorithm than the content's.
    private static boolean agrees(StorageKey link, Digest target) {
        var names = link.segments().reversed();
        return !names.get(2).equals(target.algorithm().text()) || names.get(1).equals(target.hex());
    }

    /// Skips the write when the link already says so. A condemned one is taken back, so that none is left which could
    /// come back after this one's removal.
    public void write(StorageKey link, Digest target) {
        if (!find(link).equals(Optional.of(target))) {
            replace(link, target);
        }
    }

    /// Writes the link also when it says so already, so that it is new.
    public void replace(StorageKey link, Digest target) {
        storage.write(link, target.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /// Removes a link with its folder, for good: no collector may hold it condemned and bring it back.
    public void remove(StorageKey folder) {
        var link = Layout.link(folder);
        do {
            storage.delete(folder);
            storage.condemned()
                    .stat(link)
                    .ifPresent(found -> storage.condemned().purge(link, found.modified()));
        } while (storage.stat(link).isPresent()
                || storage.condemned().stat(link).isPresent());
    }
}
