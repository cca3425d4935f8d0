package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a Registry tells of its pods that are not ready.
class PodsIT extends OperatorTestCase {
    private static final String EPHEMERAL = "storage: {emptyDir: {}}";

    @Test
    void storageThatCanNotBeWrittenIsToldInTheServersWords() {
        namespace.apply("full", EPHEMERAL);
        untilReady("full");
        operator.complaint = Optional.of("storage cannot be written: no space");
        putPod("full", "{running: {startedAt: '2026-01-01T00:00:00Z'}}");

        namespace.stop("full");

        untilSays("full", "StorageReady", "False NotWritable", "pod full-0", "no space");
        untilSays("full", "Ready", "False PodsNotReady", "0 of 1 pods are ready", "no space");

        untilReady("full");
        untilSays("full", "StorageReady", "True Ephemeral");
    }

    @Test
    void aServerThatEndsIsToldByItsLastWords() {
        namespace.apply("ends", EPHEMERAL);
        untilReady("ends");
        putPod("ends", "{terminated: {exitCode: 2, reason: Error, message: 'registry-server: no such bucket'}}");
        putPod("also", "{terminated: {exitCode: 3, reason: Error, message: 'of another registry'}}");

        namespace.stop("ends");

        untilSays("ends", "Ready", "False PodsFailing", "pod ends-0", "exit code 2", "no such bucket");
        assertThat(namespace.says("ends", "StorageReady")).startsWith("True Ephemeral");
    }

    private void putPod(String registry, String state) {
        Pod pod = Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %1$s-0
                  namespace: %2$s
                  labels:
                    app.kubernetes.io/name: berth-registry
                    app.kubernetes.io/instance: %1$s
                    app.kubernetes.io/component: server
                spec:
                  containers: [{name: registry, image: none}]
                """.formatted(registry, namespace.name), Pod.class);
        client.resource(pod).create();
        client.resource(pod).editStatus(created -> {
            created.setStatus(Serialization.unmarshal("""
                    podIP: 10.0.0.1
                    containerStatuses:
                      - {name: registry, image: none, imageID: none, ready: false, restartCount: 0, state: %s}
                    """.formatted(state), PodStatus.class));
            return created;
        });
    }
}
