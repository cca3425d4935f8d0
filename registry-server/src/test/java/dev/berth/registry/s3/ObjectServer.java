package dev.berth.registry.s3;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// An S3-compatible service as a process of its own on the loopback address, with its data in a folder.
public record ObjectServer(Process process, int port, Path folder) implements AutoCloseable {
    public static final String ACCESS_KEY = "berth-access";
    public static final String SECRET_KEY = "berth-secret-key";

    /// The command gets the port to listen on in place of `PORT`.
    static ObjectServer start(List<String> command, Map<String, String> environment, Path folder) throws IOException {
        int port = freePort();
        var builder = new ProcessBuilder(command.stream()
                        .map(each -> each.replace("PORT", "" + port))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().putAll(environment);
        var server = new ObjectServer(builder.start(), port, folder);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(server::accepts);
        return server;
    }

    private boolean accepts() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("server.log")));
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /// What is below a key is found there by its path.
    public Path data() {
        return folder.resolve("data");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(ObjectServer::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
