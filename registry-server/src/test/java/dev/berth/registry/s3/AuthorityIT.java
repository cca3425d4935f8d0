package dev.berth.registry.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.s3.bucket.S3Config;
import dev.berth.registry.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service whose certificate no usual authority has signed.
class AuthorityIT {
    private static final StorageKey KEY = StorageKey.of("berth", "probe");

    @TempDir
    private Path folder;

    @Test
    void authorityOfAFileIsTrusted() throws Exception {
        var certificate = TestCertificate.make(folder, "EC");
        certificate.write(folder);
        var authority = Files.writeString(folder.resolve("ca.crt"), certificate.certificatePem());
        try (var service = start()) {
            var endpoint = service.endpoint().replace("http:", "https:");
            try (var trusting = ObjectServers.storage(config(endpoint, "cafile: '" + authority + "', "));
                    var careless = ObjectServers.storage(config(endpoint, ""))) {
                trusting.write(KEY, new byte[] {1});

                assertThat(trusting.stat(KEY)).isPresent();
                assertThatThrownBy(() -> careless.stat(KEY))
                        .hasMessageContaining("unable to find valid certification path");
            }
        }
    }

    private ObjectServer start() throws IOException {
        var service = Files.createDirectory(folder.resolve("service"));
        Files.createDirectories(service.resolve("data/images"));
        return ObjectServers.versitygw(
                service,
                "--cert",
                folder.resolve("tls.crt").toString(),
                "--key",
                folder.resolve("tls.key").toString());
    }

    private static S3Config config(String endpoint, String more) {
        return S3Config.from(ConfigurationNode.parse(
                """
                storage:
                  s3: {regionendpoint: '%s', bucket: images, accesskey: '%s', secretkey: '%s'}
                berth: {s3: {%stimeout: 5s}}
                """.formatted(endpoint, ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY, more)));
    }
}
