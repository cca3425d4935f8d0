package dev.berth.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterCleanUpIT {

    private final Path folder = LocalCluster.defaultDirectory();

    @BeforeEach
    @AfterEach
    void takeDownWhatAFailedTestLeft() {
        LocalCluster.down(folder);
    }

    @Test
    void nothingIsLeftAfterClose(@TempDir Path images) {
        var before = HostState.now(folder);
        var cluster = LocalCluster.start(folder);
        runAPod(cluster, images);
        assertThat(HostState.now(folder).since(before)).anyMatch(trace -> trace.contains("KUBE-SERVICES"));

        cluster.close();

        assertThat(HostState.now(folder).since(before)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void nothingIsLeftAfterEverythingWasKilledAndTakenDownByAnother(@TempDir Path images) {
        var before = HostState.now(folder);
        var cluster = LocalCluster.start(folder);
        runAPod(cluster, images);
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(" up --dir " + folder))
                .forEach(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        HostState.now(folder).traces().stream().noneMatch(trace -> trace.contains("kube-apiserver")));

        LocalCluster.down(folder);

        assertThat(HostState.now(folder).since(before)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void nothingIsLeftAfterTheProgramThatStartedItHasDied() throws Exception {
        var before = HostState.now(folder);
        var program = Tools.path("berth-cluster").toString();
        var supervisor = new ProcessBuilder(program, "up", "--dir", folder.toString()).start();
        try (var output = supervisor.inputReader()) {
            await().atMost(Duration.ofMinutes(2)).until(() -> "ready".equals(output.readLine()));
        }

        supervisor.getOutputStream().close();

        assertThat(supervisor.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(HostState.now(folder).since(before)).isEmpty();
    }

    @Test
    void secondClusterIsRefusedWithTheCure(@TempDir Path other) {
        try (var first = LocalCluster.start(folder)) {
            assertThatThrownBy(() -> LocalCluster.start(other))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("down --dir " + folder);
            assertThat(first.kubeconfig()).exists();
        }
    }

    private static void runAPod(Cluster cluster, Path images) {
        cluster.loadImage(ProbeImage.write(images.resolve("probe.tar"), "berth.dev/probe:1"));
        try (var client = Clients.of(cluster.kubeconfig())) {
            client.load(LocalClusterCleanUpIT.class.getResourceAsStream("web.yaml"))
                    .inNamespace("default")
                    .create();
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            client.pods().inNamespace("default").withName("web").isReady());
        }
    }
}
