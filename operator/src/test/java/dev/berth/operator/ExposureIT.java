package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.operator.endpoint.Answer;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExposureIT extends OperatorTestCase {
    private static final String HOST = "expose: {ingress: {host: taken.example.org}}";

    @Test
    void theYoungerOfTwoWithOneHostIsToldAndGetsItWhenTheOtherGoes() {
        namespace.apply("elder", HOST);
        await().atMost(SOON).until(() -> ingress("elder") != null);
        namespace.apply("younger", HOST);

        untilSays("younger", "Exposed", "False HostTaken", namespace.name + "/elder");
        assertThat(ingress("younger")).isNull();
        namespace.delete("elder");

        await().atMost(SOON).until(() -> ingress("younger") != null);
    }

    @Test
    void anIngressThatIsNoLongerWantedGoes() {
        namespace.apply("once", HOST);
        await().atMost(SOON).until(() -> ingress("once") != null);

        namespace.apply("once", "expose: {service: {type: ClusterIP}}");

        await().atMost(SOON).until(() -> ingress("once") == null);
    }

    @Test
    void readyMeansThatTheAddressAnswers() {
        operator.answer = new Answer.Silent("it answered HTTP/1.1 503");
        namespace.apply("mute", "{}");
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            namespace.run("mute");
            assertThat(namespace.says("mute", "Ready")).contains("False NotAnswering", "503");
        });
        assertThat(namespace.says("mute", "Reconciling")).startsWith("True");

        operator.answer = new Answer.Answering();

        untilSays("mute", "Ready", "True Answering");
        assertThat(operator.asked).last().satisfies(target -> {
            assertThat(target.host()).isEqualTo("mute-registry." + namespace.name + ".svc:5000");
            assertThat(target.tls().authority()).isEqualTo(namespace.value("mute-registry-ca", "ca.crt"));
        });
    }

    private @Nullable Ingress ingress(String registry) {
        return client.network()
                .v1()
                .ingresses()
                .inNamespace(namespace.name)
                .withName(registry + "-registry")
                .get();
    }
}
