package dev.berth.operator;

import dev.berth.e2e.cluster.ControlPlane;
import dev.berth.e2e.cluster.Tools;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One real API server for all integration tests, with the Registry type installed.
public final class TestApiServer implements BeforeAllCallback {
    private static @Nullable Running running;

    private record Running(ControlPlane controlPlane, KubernetesClient client) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
            controlPlane.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (Tools.find("berth-cluster").isEmpty()) {
            System.out.println("skipped: no API server for " + context.getDisplayName() + "; run e2e/install first");
            Assumptions.abort("the program that runs an API server is missing; run e2e/install");
        }
        client();
    }

    static synchronized KubernetesClient client() {
        if (running == null) {
            ControlPlane controlPlane = ControlPlane.start();
            KubernetesClient client = new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(controlPlane.kubeconfig().toFile()))
                    .build();
            running = new Running(controlPlane, client);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
            install(client);
        }
        return running.client();
    }

    private static void install(KubernetesClient client) {
        serve(
                client,
                client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .load(TestApiServer.class.getResourceAsStream("/META-INF/fabric8/registries.berth.dev-v1.yml"))
                        .item());
    }

    /// Creates it, and waits until objects of its kind can be made.
    static void serve(KubernetesClient client, CustomResourceDefinition crd) {
        client.resource(client.resource(crd).create())
                .waitUntilCondition(TestApiServer::isEstablished, 30, TimeUnit.SECONDS);
    }

    /// The API server says null, and not an empty list, before there is a condition.
    private static boolean isEstablished(CustomResourceDefinition crd) {
        return Optional.ofNullable(crd.getStatus())
                .map(CustomResourceDefinitionStatus::getConditions)
                .orElse(List.of())
                .stream()
                .anyMatch(condition -> condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
    }
}
