package dev.berth.registry.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.StorageException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FullDiskTest {

    @Test
    void noSpaceAndNoQuotaMeanFull() {
        for (var message : new String[] {"No space left on device", "Disk quota exceeded"}) {
            assertThat(StorageException.of("write", new IOException(message)).isFull())
                    .isTrue();
        }
        assertThat(StorageException.of("write", new IOException("Input/output error"))
                        .isFull())
                .isFalse();
    }
}
