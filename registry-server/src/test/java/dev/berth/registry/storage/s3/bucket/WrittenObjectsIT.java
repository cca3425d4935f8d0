package dev.berth.registry.storage.s3.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.s3.ObjectServer;
import dev.berth.registry.s3.ObjectServers;
import dev.berth.registry.s3.TestBucket;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What objects are to be written with is said with each request that makes one, whether the service does it or not.
class WrittenObjectsIT {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    encrypt: true                | x-amz-server-side-encryption: aes256
                    encrypt: true, keyid: some   | x-amz-server-side-encryption: aws:kms
                    encrypt: true, keyid: some   | x-amz-server-side-encryption-aws-kms-key-id: some
                    storageclass: STANDARD_IA    | x-amz-storage-class: standard_ia
                    objectacl: public-read       | x-amz-acl: public-read
                    """)
    void settingIsSaidWithEachRequestThatMakesAnObject(String setting, String field) throws Exception {
        var service = ObjectServers.VERSITYGW.running();
        try (var recorder = new RequestRecorder(service.port());
                var bucket =
                        new Bucket(config(recorder.port(), TestBucket.make(service), setting), Clock.systemUTC())) {
            attempt(() -> bucket.put("one", Source.of(new byte[1])));
            attempt(() -> bucket.create("two", new byte[1]));
            attempt(() -> bucket.multipart().begin("three"));
            attempt(() -> bucket.multipart().copy("one", "four"));

            assertThat(making(recorder))
                    .isNotEmpty()
                    .allSatisfy(
                            head -> assertThat(head.toLowerCase(Locale.ROOT)).contains(field));
        }
    }

    /// Not every service knows every setting.
    private static void attempt(Runnable request) {
        try {
            request.run();
        } catch (StorageException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }

    private static List<String> making(RequestRecorder recorder) {
        return recorder.heads().stream()
                .filter(head -> head.startsWith("PUT ") || head.startsWith("POST "))
                .toList();
    }

    private static S3Config config(int port, String bucket, String setting) {
        return S3Config.from(ConfigurationNode.parse(
                """
                storage:
                  s3: {regionendpoint: 'http://127.0.0.1:%d', bucket: '%s', accesskey: '%s', secretkey: '%s', %s}
                """.formatted(port, bucket, ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY, setting)));
    }
}
