package dev.berth.registry.storage.migration;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The note in a storage of where its content came from. A move begins in an empty storage alone, since what is there
/// hides what is to come: the tags of a storage that was left a while ago would hide the newer ones. What has arrived
/// stays arrived, so that a restart doesn't bring back what was removed since.
final class Arrival {
    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST = 1 << 20;
    private final Storage present;

    record Note(String from) {}

    Arrival(Storage present) {
        this.present = present;
    }

    /// The report of a move from there that has ended.
    Optional<MigrationReport> ended(String from) {
        return note().filter(note -> note.from().equals(from)).flatMap(_ -> ended());
    }

    /// Begins, or goes on. Throws where this storage holds anything else.
    void begin(String from) {
        if (note().isPresent() && ended().isEmpty()) {
            return;
        }
        if (!present.list(Layout.repositories()).isEmpty()
                || !present.list(Layout.blobs()).isEmpty()) {
            throw new StorageException(
                    "berth.migration.from: the new storage holds images already, and these would hide newer ones of the"
                            + " old; move to an empty place, or remove the key to go on with what is there");
        }
        present.delete(Layout.migration());
        try {
            present.write(Layout.arrival(), JSON.writeValueAsBytes(new Note(from)));
        } catch (IOException e) {
            throw StorageException.of("migration: the beginning cannot be noted", e);
        }
    }

    /// From now on this storage is behind the one that leaves it, and no arrival there counts any more.
    static void leave(Storage former) {
        try {
            if (former.stat(Layout.arrival()).isPresent()) {
                former.delete(Layout.arrival());
            }
        } catch (StorageException e) {
            LOG.warn("The storage that is left still says that it was filled by a move: {}", e.getMessage());
        }
    }

    private Optional<MigrationReport> ended() {
        return read(Layout.migrationReport(), MigrationReport.class)
                .filter(report -> report.state() == MigrationReport.State.Completed);
    }

    private Optional<Note> note() {
        return read(Layout.arrival(), Note.class);
    }

    private <T> Optional<T> read(StorageKey key, Class<T> type) {
        try (var content = present.open(key).orElse(null)) {
            return content == null ? Optional.empty() : Optional.of(JSON.readValue(content.readAll(LARGEST), type));
        } catch (IOException e) {
            LOG.warn("{} can't be read and counts as missing", key, e);
            return Optional.empty();
        }
    }
}
