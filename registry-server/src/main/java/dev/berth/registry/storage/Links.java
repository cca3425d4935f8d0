package dev.berth.registry.storage;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.oci.RegistryException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

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

    public Optional<Digest> read(StorageKey link) {
        try (var content = storage.open(link).orElse(null)) {
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
                storage.list(named).stream()
                        .map(StorageEntry::name)
                        .filter(hex -> read(Layout.link(named.child(hex)))
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

    /// Skips the write when the link already says so.
    public void write(StorageKey link, Digest target) {
        if (!read(link).equals(Optional.of(target))) {
            storage.write(link, target.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }
}
