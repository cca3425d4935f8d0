package dev.berth.registry.storage;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RegistryException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads and writes link files, whose content is one digest.
/// An empty or unreadable link, as an old crash may leave it, counts as missing.
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
            return Optional.of(Digest.parse(text.strip()));
        } catch (RegistryException _) {
            return Optional.empty();
        }
    }

    /// Skips the write when the link already says so.
    public void write(StorageKey link, Digest target) {
        if (!read(link).equals(Optional.of(target))) {
            storage.write(link, target.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }
}
