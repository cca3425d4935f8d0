package dev.berth.registry.storage.s3;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Says that an object is out of sight. It is changed by comparison with what was seen alone:
/// ```
/// none ──condemn──► CONDEMNED ──purge──► DELETING ──(object, then tombstone are deleted)──► none
///                    │    ▲
///                rescue   condemn
///                    ▼    │
///                   RESCUED ──(a later collection tidies up)──► SPENT ──(is deleted)──► none
/// ```
/// What is spent is never changed again, so that its deletion takes no newer condemnation away.
/// Each state's text has a length of its own, so that a list alone tells the states.
record Tombstone(State state, UUID id, long size) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NANOS = 1_000_000_000;

    enum State {
        CONDEMNED,
        RESCUED,
        SPENT,
        DELETING;

        /// Whether the object is out of sight.
        boolean hides() {
            return this == CONDEMNED || this == DELETING;
        }
    }

    /// As it lies there.
    record Seen(Tombstone tombstone, StoredObject object) {

        State state() {
            return tombstone.state();
        }

        /// Never earlier than in truth, and another for each time it was condemned: services tell whole seconds.
        Instant since() {
            return object.modified()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .plusSeconds(1)
                    .plusNanos(Math.floorMod(tombstone.id().getLeastSignificantBits(), NANOS));
        }
    }

    static Tombstone condemned(long size) {
        return new Tombstone(State.CONDEMNED, UUID.randomUUID(), size);
    }

    Tombstone as(State other) {
        return new Tombstone(other, id, size);
    }

    byte[] text() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("state", state.name())
                .put("id", id.toString())
                .put("size", String.format(Locale.ROOT, "%019d", size))
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    static Tombstone parse(byte[] text) {
        try {
            var json = JSON.readTree(text);
            return new Tombstone(
                    State.valueOf(json.path("state").asText()),
                    UUID.fromString(json.path("id").asText()),
                    Long.parseLong(json.path("size").asText()));
        } catch (IOException | IllegalArgumentException e) {
            throw new StorageException("s3: a tombstone cannot be read: " + e.getMessage());
        }
    }

    /// Empty for what is no tombstone.
    static Optional<State> stateOf(long length) {
        for (var state : State.values()) {
            if (new Tombstone(state, new UUID(0, 0), 0).text().length == length) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
