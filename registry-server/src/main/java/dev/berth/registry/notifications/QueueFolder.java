package dev.berth.registry.notifications;

import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// What one process keeps of one endpoint's queue: files of lines, in a folder that is its own as long as it shows
/// that it is alive. Several processes may share a volume, if only for the length of an upgrade.
final class QueueFolder {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int LARGEST = 64 << 20;
    private static final String ALIVE = "alive";
    private static final String TAKEN = "taken";

    private final Storage storage;
    private final Clock clock;
    private final StorageKey endpoint;
    private final StorageKey own;

    QueueFolder(Storage storage, Clock clock, String endpoint, String instance) {
        this.storage = storage;
        this.clock = clock;
        this.endpoint = Layout.notifications().child(folderName(endpoint));
        this.own = this.endpoint.child(instance);
    }

    /// A name that is a folder's on every filesystem, whatever the endpoint is called.
    static String folderName(String endpoint) {
        return URLEncoder.encode(endpoint, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace(".", "%2E");
    }

    void write(long number, List<String> lines) {
        storage.write(file(number), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// The lines of a file; none when it is not there.
    List<String> read(long number) {
        return read(file(number));
    }

    private List<String> read(StorageKey file) {
        try (var content = storage.open(file).orElse(null)) {
            return content == null
                    ? List.of()
                    : new String(content.readAll(LARGEST), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        }
    }

    void delete(long number) {
        storage.delete(file(number));
    }

    /// Says that this process goes on, so that nobody else takes its events.
    void stayAlive() {
        if (!storage.touch(own.child(ALIVE))) {
            storage.write(own.child(ALIVE), new byte[0]);
        }
    }

    /// Lets others have what is left.
    void leave() {
        storage.delete(own.child(ALIVE));
        if (storage.list(own).isEmpty()) {
            storage.delete(own);
        }
    }

    /// Hands over the lines of processes that have ended, file by file in their order. A file is removed after the
    /// receiver has it. Two that try at a time do not get the same, for only one can move a file.
    void adopt(Consumer<List<String>> receiver) {
        for (StorageEntry process : storage.list(endpoint)) {
            StorageKey folder = endpoint.child(process.name());
            if (process.folder() && !folder.equals(own) && !isAlive(folder)) {
                adopt(folder, receiver);
            }
        }
    }

    private boolean isAlive(StorageKey folder) {
        return storage.stat(folder.child(ALIVE))
                .filter(mark -> mark.modified().isAfter(clock.instant().minus(LEASE)))
                .isPresent();
    }

    private void adopt(StorageKey folder, Consumer<List<String>> receiver) {
        for (StorageEntry file : storage.list(folder)) {
            if (!file.name().equals(ALIVE)) {
                storage.move(folder.child(file.name()), own.child(TAKEN));
                receiver.accept(read(own.child(TAKEN)));
                storage.delete(own.child(TAKEN));
            }
        }
        storage.delete(folder);
    }

    private StorageKey file(long number) {
        return own.child(String.format(Locale.ROOT, "%019d", number));
    }
}
