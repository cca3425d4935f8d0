package dev.berth.registry.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.s3.ObjectServers;
import dev.berth.registry.s3.TestBucket;
import dev.berth.registry.storage.Layout;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/// Multipart uploads that nobody goes on with are given up; the service would keep their parts, and charge for them.
class LostUploadsIT {

    @Test
    void thoseThatAreOldAreAborted() {
        var service = ObjectServers.VERSITYGW.running();
        var config = ObjectServers.VERSITYGW.newBucket();
        var blob = config.place().folder() + "/" + Layout.blobData(Digest.sha256(new byte[] {1}));
        try (var storage = ObjectServers.storage(config);
                var owner = TestBucket.client(service.endpoint())) {
            owner.createMultipartUpload(
                    each -> each.bucket(config.place().bucket()).key(blob));

            storage.uploads().removeLost(storage.now().minus(Duration.ofHours(1)));
            assertThat(owner.listMultipartUploads(
                                    each -> each.bucket(config.place().bucket()))
                            .uploads())
                    .extracting(MultipartUpload::key)
                    .containsExactly(blob);

            storage.uploads().removeLost(storage.now().plus(Duration.ofHours(1)));
            assertThat(owner.listMultipartUploads(
                                    each -> each.bucket(config.place().bucket()))
                            .uploads())
                    .isEmpty();
        }
    }
}
