package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/// A registry that runs as a process of its own, with its log beside it.
public record ServerProcess(Process process, int port, Path log) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    /// The environment has the port to listen on, as `REGISTRY_HTTP_ADDR`.
    public static ServerProcess start(List<String> command, Path log) throws IOException {
        return start(_ -> command, log);
    }

    /// For a program that is told its port in another way. Another process may have taken the port that was free.
    public static ServerProcess start(IntFunction<List<String>> command, Path log) throws IOException {
        for (int attempt = 1; true; attempt++) {
            var server = launch(command, log);
            try {
                server.awaitAnswer();
                return server;
            } catch (ConditionTimeoutException | TerminalFailureException e) {
                server.kill();
                if (attempt == ATTEMPTS || !Files.readString(log).contains("ddress already in use")) {
                    throw e;
                }
            }
        }
    }

    private static ServerProcess launch(IntFunction<List<String>> command, Path log) throws IOException {
        var port = freePort();
        var builder = new ProcessBuilder(command.apply(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("REGISTRY_HTTP_ADDR", "127.0.0.1:" + port, "OTEL_TRACES_EXPORTER", "none"));
        return new ServerProcess(builder.start(), port, log);
    }

    private void awaitAnswer() {
        try (var client = RegistryClient.of(port)) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(() -> assertThat(process.isAlive())
                            .as("the server runs; its log says: " + Files.readString(log))
                            .isTrue())
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(client.get("/v2/").statusCode())
                            .as(Files.readString(log))
                            .isEqualTo(200));
        }
    }

    public RegistryClient client() {
        return RegistryClient.of(port);
    }

    /// As a kernel does that is out of memory.
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("it ends; its log is %s", log)
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
