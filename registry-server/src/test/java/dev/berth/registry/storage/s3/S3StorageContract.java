package dev.berth.registry.storage.s3;

import dev.berth.registry.s3.ObjectServers;
import dev.berth.registry.storage.CondemnedContractTest;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageContractTest;
import dev.berth.registry.storage.UploadStorageContractTest;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What every storage must do, asked of a bucket.
abstract class S3StorageContract implements StorageContractTest, CondemnedContractTest, UploadStorageContractTest {
    private S3Storage storage;

    abstract ObjectServers server();

    @BeforeEach
    void open() {
        storage = ObjectServers.storage(server().newBucket());
    }

    @AfterEach
    void close() {
        if (storage != null) {
            storage.close();
        }
    }

    @Override
    public S3Storage storage() {
        return storage;
    }

    @Override
    public Instant now() {
        return storage.now();
    }

    /// Services have but one clock, their own.
    @Override
    public Storage storageAt(Instant now) {
        return storage;
    }
}
