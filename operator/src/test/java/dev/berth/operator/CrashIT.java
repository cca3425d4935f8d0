package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.api.v1alpha1.Registry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An operator that dies between two writes: the next one finishes the work and makes no secret twice.
class CrashIT extends OperatorTestCase {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 9, 12, 14})
    void theNextOperatorFinishesWhatOneLeftAfterSomeWrites(int writes) {
        operator.close();
        Dying dying = new Dying(writes);
        try (KubernetesClient mortal = new KubernetesClientBuilder()
                .withConfig(client.getConfiguration())
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("dying", dying))
                .build()) {
            operator = new TestOperator(mortal, Set.of(namespace.name));
            namespace.apply("left", "{}");
            await().atMost(SOON).until(() -> dying.seen.get() > writes);
            operator.close();
        }
        String password = namespace.value("left-registry-user-admin", "password");

        operator = new TestOperator(client, Set.of(namespace.name));

        untilReady("left");
        if (!password.isEmpty()) {
            assertThat(namespace.value("left-registry-user-admin", "password")).isEqualTo(password);
        }
        Map<String, String> done = namespace.versions();
        assertThat(done).hasSizeGreaterThanOrEqualTo(15);
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(namespace.versions()).isEqualTo(done));
    }

    /// Its threads are gone by then, which is no fault of a Registry.
    @Test
    void aPassThatTheStopCutsOffLeavesTheStatusAsItIs() {
        Registry registry = namespace.apply("cut", "storage: {emptyDir: {}}");
        operator.close();

        var update = operator.reconciler.updateErrorStatus(
                registry, TestContext.create(), new RejectedExecutionException("shut down"));

        assertThat(update.getResource()).isEmpty();
    }

    private static final class Dying implements Interceptor {
        final AtomicInteger seen = new AtomicInteger();
        private final int last;

        Dying(int last) {
            this.last = last;
        }

        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (request.method().equals("GET")) {
                return;
            }
            if (seen.incrementAndGet() > last) {
                throw new IllegalStateException("the operator is dead");
            }
        }
    }
}
