package dev.berth.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class LocalClusterIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final LocalCluster cluster = LocalCluster.start(LocalCluster.defaultDirectory());
    private final KubernetesClient client = Clients.of(cluster.kubeconfig());
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    void runAWebServer(@TempDir Path folder) {
        cluster.loadImage(ProbeImage.write(folder.resolve("probe.tar"), "berth.dev/probe:1"));
        create("web.yaml");
        await().atMost(SOON)
                .until(() ->
                        client.pods().inNamespace("default").withName("web").isReady());
        serviceIsRouted();
    }

    /// A ready pod takes part in its Service only once the endpoints have reached the node's proxy; until then
    /// connections are refused.
    private void serviceIsRouted() {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> get("http://" + serviceAddress() + "/").startsWith("web"));
    }

    @AfterAll
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void restrictedPodWithAVolumeOfItsOwnRuns() {
        assertThat(client.persistentVolumeClaims()
                        .inNamespace("default")
                        .withName("data")
                        .get()
                        .getStatus()
                        .getPhase())
                .isEqualTo("Bound");
    }

    @Test
    void serviceAnswersFromTheHost() throws Exception {
        assertThat(get("http://" + serviceAddress() + "/from-host")).startsWith("web /from-host");
    }

    @Test
    void serviceAnswersAPodByItsName() {
        run("by-name", "get", "http://web.default.svc/from-pod");

        assertSucceeded("by-name");
        assertThat(client.pods().inNamespace("default").withName("by-name").getLog())
                .startsWith("web /from-pod");
    }

    @Test
    void ingressAnswersUnderItsHostAndPublishesItsAddress() throws Exception {
        var published = client.network().v1().ingresses().inNamespace("default").withName("web");
        await().atMost(SOON)
                .until(() -> !published
                        .get()
                        .getStatus()
                        .getLoadBalancer()
                        .getIngress()
                        .isEmpty());

        assertThat(published
                        .get()
                        .getStatus()
                        .getLoadBalancer()
                        .getIngress()
                        .getFirst()
                        .getIp())
                .isEqualTo(cluster.ingress().host());
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(throughIngress()).contains("200 OK").contains("web /"));
    }

    @Test
    void podThatExceedsItsMemoryLimitIsKilled() {
        run("eater", "eat", "200");

        assertThat(outcome("eater")).isEqualTo("Failed");
        assertThat(client.pods()
                        .inNamespace("default")
                        .withName("eater")
                        .get()
                        .getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getState()
                        .getTerminated()
                        .getReason())
                .isEqualTo("OOMKilled");
    }

    @Test
    void changedSecretReachesARunningPodWithinSeconds() throws Exception {
        var files = client.pods().inNamespace("default").withName("files");
        await().atMost(SOON).until(files::isReady);
        var url = "http://" + files.get().getStatus().getPodIP() + ":8080/word";
        assertThat(get(url)).isEqualTo("before");

        client.secrets().inNamespace("default").withName("word").edit(secret -> {
            secret.setStringData(Map.of("word", "after"));
            return secret;
        });

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(get(url)).isEqualTo("after"));
    }

    @Test
    void nodePullsATrustedHostFromWhereItReallyIs(@TempDir Path folder) throws Exception {
        var port = freePort();
        var registry = new ProcessBuilder(
                        Tools.path("crane").toString(), "registry", "serve", "--address", "127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        try {
            var archive = ProbeImage.write(folder.resolve("probe.tar"), "berth.dev/pulled:1");
            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() -> new Command(
                                    Tools.path("crane").toString(),
                                    "push",
                                    archive.toString(),
                                    "127.0.0.1:" + port + "/probe:1")
                            .run());
            cluster.trustRegistry("registry.somewhere.svc:5000", "http://127.0.0.1:" + port, "");

            create("pulled.yaml");

            assertSucceeded("pulled");
        } finally {
            registry.destroy();
            registry.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private void create(String file) {
        client.load(LocalClusterIT.class.getResourceAsStream(file))
                .inNamespace("default")
                .create();
    }

    private void run(String name, String... arguments) {
        var pod = """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s"}, "spec": {"restartPolicy": "Never", "containers": [
                  {"name": "probe", "image": "berth.dev/probe:1", "args": ["%s"], "resources": {"limits": {"memory": "50Mi"}}}]}}
                """.formatted(name, String.join("\", \"", arguments));
        client.load(new ByteArrayInputStream(pod.getBytes(StandardCharsets.UTF_8)))
                .inNamespace("default")
                .create();
    }

    private String outcome(String name) {
        var pod = client.pods().inNamespace("default").withName(name);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(pod.get().getStatus())
                        .extracting(PodStatus::getPhase)
                        .as(() -> pod.get().getStatus().toString())
                        .isIn("Succeeded", "Failed"));
        return pod.get().getStatus().getPhase();
    }

    private void assertSucceeded(String name) {
        assertThat(outcome(name))
                .as(() -> client.pods().inNamespace("default").withName(name).getLog())
                .isEqualTo("Succeeded");
    }

    private String serviceAddress() {
        return client.services()
                .inNamespace("default")
                .withName("web")
                .get()
                .getSpec()
                .getClusterIP();
    }

    private String get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }

    /// By hand, because the JDK's client does not let its user set the host.
    private String throughIngress() throws IOException {
        var ingress = cluster.ingress();
        try (var socket = new Socket(ingress.host(), ingress.httpPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: web.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
