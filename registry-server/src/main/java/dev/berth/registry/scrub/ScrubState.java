package dev.berth.registry.scrub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The report as it is kept, by which any process goes on.
record ScrubState(Storage storage) {
    private static final Logger LOG = LoggerFactory.getLogger(ScrubState.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST = 4 << 20;

    void write(ScrubReport report) {
        try {
            storage.write(Layout.scrubState(), JSON.writeValueAsBytes(report));
        } catch (IOException e) {
            throw StorageException.of("cannot keep the state of a scrub", e);
        }
    }

    Optional<ScrubReport> read() {
        try (var content = storage.open(Layout.scrubState()).orElse(null)) {
            return content == null
                    ? Optional.empty()
                    : Optional.of(JSON.readValue(content.readAll(LARGEST), ScrubReport.class));
        } catch (IOException e) {
            LOG.warn("The kept state of the last scrub cannot be read, and it begins anew: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
