package dev.berth.registry.proxies;

import dev.berth.registry.InstalledPrograms;
import dev.berth.registry.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// nginx and Envoy in front of a registry, configured as their users do. TLS ends at the first of them.
final class ReverseProxies implements AutoCloseable {
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    ReverseProxies(Path folder) {
        this.folder = folder;
        TestCertificate.make(folder, "EC").write(folder);
    }

    /// Ends TLS and passes `/registry/...` on, to the given address with or without a path. Returns its port.
    int nginx(String target, boolean tls) throws IOException {
        var port = freePort();
        var work = Files.createDirectories(folder.resolve("nginx" + port));
        var configuration = Files.writeString(
                work.resolve("nginx.conf"),
                template("nginx.conf")
                        .formatted(
                                work,
                                port,
                                tls ? " ssl" : "",
                                folder,
                                target,
                                tls ? "proxy_set_header X-Forwarded-Proto $scheme;" : ""));
        start(
                work,
                InstalledPrograms.find("nginx").orElseThrow().toString(),
                "-p",
                work.toString(),
                "-c",
                configuration.toString());
        awaitPort(port);
        return port;
    }

    /// Ends TLS and passes everything on to a port of this machine. Returns its port.
    int envoy(int target) throws IOException {
        var port = freePort();
        var work = Files.createDirectories(folder.resolve("envoy" + port));
        var configuration = Files.writeString(
                work.resolve("envoy.yaml"), template("envoy.yaml").formatted(port, target, folder));
        start(
                work,
                InstalledPrograms.find("envoy").orElseThrow().toString(),
                "--config-path",
                configuration.toString(),
                "--use-dynamic-base-id",
                "--concurrency",
                "1",
                "--log-level",
                "error");
        awaitPort(port);
        return port;
    }

    private static String template(String name) throws IOException {
        try (var in = ReverseProxies.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void start(Path work, String... command) throws IOException {
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output.log").toFile())
                .start());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(int port) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (var process : processes) {
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        }
    }
}
