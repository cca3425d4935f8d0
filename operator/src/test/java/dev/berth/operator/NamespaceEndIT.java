package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamespaceEndIT extends OperatorTestCase {
    /// Nothing deletes the content here, so that the namespace stays between both states.
    @Test
    void aRegistryWhoseNamespaceIsBeingDeletedIsLeftAlone() {
        operator.close();
        namespace.apply("late", "{}");
        client.namespaces().withName(namespace.name).delete();

        operator = new TestOperator(client, Set.of(namespace.name));

        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(6))
                .untilAsserted(
                        () -> assertThat(namespace.registry("late").getStatus()).isNull());
        assertThat(namespace.versions()).containsOnlyKeys("Registry/late");
    }
}
