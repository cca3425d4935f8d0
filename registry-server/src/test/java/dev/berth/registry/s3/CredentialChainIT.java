package dev.berth.registry.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.storage.s3.bucket.RequestRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A registry whose configuration has no keys takes those its surroundings give it.
class CredentialChainIT {
    private static final String NOBODY = "http://127.0.0.1:1";

    @TempDir
    private Path folder;

    private final ObjectServer server = ObjectServers.VERSITYGW.running();

    /// As EKS does for a ServiceAccount with a role. Without a region the SDK asks AWS itself. The service refuses keys
    /// of a session, so what is seen is that they come.
    @Test
    void tokenOfAServiceAccountIsExchangedForKeys() throws Exception {
        try (var identity = new IdentityService();
                var service = new RequestRecorder(server.port())) {
            var replica = new Replica(service.endpoint(), TestBucket.make(server), folder);
            var environment = Map.of(
                    "AWS_REGION",
                    "us-east-1",
                    "AWS_ROLE_ARN",
                    IdentityService.ROLE,
                    "AWS_WEB_IDENTITY_TOKEN_FILE",
                    token(),
                    "AWS_ENDPOINT_URL_STS",
                    identity.endpoint(),
                    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                    NOBODY);

            assertThatThrownBy(() -> replica.startWithoutKeys("chain", environment))
                    .hasStackTraceContaining("InvalidToken");

            assertThat(service.heads())
                    .anySatisfy(head -> assertThat(head)
                            .containsIgnoringCase("x-amz-security-token: session")
                            .contains("Credential=" + ObjectServer.ACCESS_KEY));
        }
    }

    @Test
    void agentOfThePodIsAskedForKeys() throws Exception {
        try (var identity = new IdentityService()) {
            assertPushes(Map.of(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    identity.endpoint() + "/pod",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                    token(),
                    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                    NOBODY));
        }
    }

    @Test
    void instanceIsAskedForKeys() throws Exception {
        try (var identity = new IdentityService()) {
            assertPushes(Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", identity.endpoint()));
        }
    }

    @Test
    void environmentHasKeys() throws Exception {
        assertPushes(Map.of(
                "AWS_ACCESS_KEY_ID",
                ObjectServer.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                ObjectServer.SECRET_KEY,
                "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                NOBODY));
    }

    @Test
    void withoutAnyTheKeysOfTheConfigurationAreNamed() {
        var replica = new Replica(server.endpoint(), TestBucket.make(server), folder);

        assertThatThrownBy(() -> replica.startWithoutKeys("chain", Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", NOBODY)))
                .hasStackTraceContaining("there are no keys; set storage.s3.accesskey and storage.s3.secretkey")
                .hasStackTraceContaining("EnvironmentVariableCredentialsProvider");
    }

    private String token() throws Exception {
        return Files.writeString(folder.resolve("token"), IdentityService.TOKEN).toString();
    }

    private void assertPushes(Map<String, String> environment) throws Exception {
        var replica = new Replica(server.endpoint(), TestBucket.make(server), folder);
        try (var registry = replica.startWithoutKeys("chain", environment);
                var client = registry.client()) {
            var image = client.pushImage("chain/app", "latest", "chain");

            assertThat(client.get("/v2/chain/app/manifests/latest").body()).isEqualTo(image.bytes());
        }
    }
}
