package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/// A namespace and an operator that looks after it.
@ExtendWith(TestApiServer.class)
abstract class OperatorTestCase {
    static final Duration SOON = Duration.ofSeconds(60);

    final KubernetesClient client = TestApiServer.client();
    final TestNamespace namespace = new TestNamespace(client);
    TestOperator operator = new TestOperator(client, Set.of(namespace.name));

    @AfterEach
    void stop() {
        operator.close();
    }

    void untilReady(String registry) {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            namespace.run(registry);
            assertThat(namespace.says(registry, "Ready")).startsWith("True");
        });
    }

    void untilSays(String registry, String type, String... parts) {
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(namespace.says(registry, type)).contains(parts));
    }
}
