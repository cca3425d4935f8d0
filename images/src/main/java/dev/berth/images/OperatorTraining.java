package dev.berth.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Starts the operator against a pretended API server that holds one Registry, and waits until that was reconciled.
public final class OperatorTraining implements Training {
    private final Path folder;
    private final PretendedApiServer api;
    private final int port = Endpoint.freePort();

    public OperatorTraining(Path folder) throws IOException {
        this.folder = folder;
        Folders.delete(folder);
        Folders.createForAll(folder);
        this.api = PretendedApiServer.start();
        Files.writeString(folder.resolve("kubeconfig"), kubeconfig(api.url()));
    }

    @Override
    public List<String> arguments() {
        return List.of();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "KUBECONFIG", folder.resolve("kubeconfig").toString(),
                "POD_NAMESPACE", "berth-system",
                "BERTH_SERVER_IMAGE", "berth.dev/registry-server:training",
                "BERTH_WATCH_NAMESPACES", "",
                "BERTH_HTTP_PORT", Integer.toString(port));
    }

    @Override
    public void exercise(Process program) throws IOException, InterruptedException {
        var health = new Endpoint("http://localhost:" + port, Endpoint.PLAIN);
        health.awaitReady("/health/readiness", program);
        api.awaitStatus();
        health.get("/health/liveness");
        health.get("/metrics");
    }

    @Override
    public void close() throws IOException {
        api.close();
        Folders.delete(folder);
    }

    private static String kubeconfig(String url) {
        return """
                apiVersion: v1
                kind: Config
                current-context: training
                contexts: [{name: training, context: {cluster: training, user: training, namespace: berth-system}}]
                clusters: [{name: training, cluster: {server: "%s"}}]
                users: [{name: training, user: {token: training}}]
                """.formatted(url);
    }
}
