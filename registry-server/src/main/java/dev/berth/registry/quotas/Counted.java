package dev.berth.registry.quotas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// A whole count as objects: the sets in pieces, and last the totals, without which the rest means nothing.
record Counted(Storage storage, StorageKey folder) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST_TOTAL = 1 << 20;
    private static final int LARGEST_ADDED = 64 << 20;
    private static final int PIECE = 1 << 16;
    private static final int ENTRY = 2 * Long.BYTES;

    /// A count, and when its walk began: what changed from then on may be missing.
    record Count(Usage usage, Instant since) {}

    private StorageKey total() {
        return folder.child("total.json");
    }

    boolean isWhole() {
        return storage.stat(total()).isPresent();
    }

    void write(Count count, int rules) {
        Usage usage = count.usage();
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("since", count.since().toString())
                .put("blobs", write("blobs", usage.blobs()))
                .put("tags", write("tags", usage.tags()));
        var bytes = json.putArray("bytes");
        var tagCounts = json.putArray("tagCounts");
        IntStream.range(0, rules).forEach(rule -> {
            bytes.add(usage.bytes(rule));
            tagCounts.add(usage.tags(rule));
        });
        storage.write(total(), json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private int write(String name, CountedSet set) {
        var pieces = new Object() {
            private final ByteBuffer buffer = ByteBuffer.allocate(PIECE * ENTRY);
            private int count;

            private void add(long key, long mask) {
                buffer.putLong(key).putLong(mask);
                if (!buffer.hasRemaining()) {
                    end();
                }
            }

            private void end() {
                var content = new byte[buffer.flip().remaining()];
                buffer.get(content).clear();
                storage.write(piece(name, count++), content);
            }
        };
        set.forEach(pieces::add);
        pieces.end();
        return pieces.count;
    }

    private StorageKey piece(String name, int number) {
        return folder.child("base", name + "-" + number);
    }

    /// Empty when it cannot be understood.
    Optional<Count> read(int rules) {
        try {
            JsonNode json = JSON.readTree(content(total(), LARGEST_TOTAL));
            var usage = new Usage(rules);
            read("blobs", json.path("blobs").asInt(), usage.blobs());
            read("tags", json.path("tags").asInt(), usage.tags());
            for (int rule = 0; rule < rules; rule++) {
                usage.setTotals(
                        rule,
                        json.path("bytes").path(rule).asLong(),
                        json.path("tagCounts").path(rule).asLong());
            }
            return Optional.of(new Count(usage, Instant.parse(json.path("since").asText())));
        } catch (IOException | NoSuchElementException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void read(String name, int pieces, CountedSet set) {
        for (int i = 0; i < pieces; i++) {
            var buffer = ByteBuffer.wrap(content(piece(name, i), PIECE * ENTRY));
            while (buffer.remaining() >= ENTRY) {
                set.add(buffer.getLong(), buffer.getLong());
            }
        }
    }

    private byte[] content(StorageKey key, int most) {
        try (var content = storage.open(key).orElseThrow()) {
            return content.readAll(most);
        }
    }

    /// What one process has changed since.
    void add(String name, List<Change> changes) {
        var text = new StringBuilder();
        changes.forEach(change -> text.append(change.line()));
        storage.write(added().child(name), text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /// Shows the changes that are not seen yet, and remembers that they are.
    void readNew(Set<String> seen, Consumer<Change> visitor) {
        for (StorageEntry entry : storage.list(added())) {
            if (seen.add(entry.name())) {
                String text =
                        new String(content(added().child(entry.name()), LARGEST_ADDED), StandardCharsets.US_ASCII);
                text.lines().map(Change::parse).flatMap(Optional::stream).forEach(visitor);
            }
        }
    }

    private StorageKey added() {
        return folder.child("added");
    }
}
