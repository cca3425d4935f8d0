package dev.berth.registry.clients;

import static org.awaitility.Awaitility.await;

import dev.berth.registry.InstalledPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One containerd and one dockerd of the tests' own, each in a mount namespace with an /etc and a /run of its own, so
/// that they neither see nor leave anything on the machine, and what they mount goes with them.
final class Daemons implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private @Nullable Path containerd;
    private @Nullable Path docker;

    Daemons(Path folder) {
        this.folder = folder;
    }

    /// The socket of containerd.
    Path containerd() {
        var running = containerd;
        if (running == null) {
            var program = InstalledPrograms.requireAsRoot("containerd", "ctr").toString();
            var socket = folder.resolve("containerd.sock");
            var settings = write("containerd.toml", """
                    version = 2
                    root = '%1$s/containerd'
                    state = '%1$s/containerd-state'
                    disabled_plugins = ['io.containerd.grpc.v1.cri']
                    [grpc]
                    address = '%2$s'
                    """.formatted(folder, socket));
            running = start("containerd", socket, List.of(program, "--config", settings.toString()));
            containerd = running;
        }
        return running;
    }

    /// The socket of dockerd, which uses that containerd. It keeps its images without the kernel's help.
    Path docker() {
        var running = docker;
        if (running == null) {
            var program = InstalledPrograms.requireAsRoot("dockerd", "docker").toString();
            var socket = folder.resolve("docker.sock");
            var command = List.of(
                    program,
                    "--host=unix://" + socket,
                    "--containerd=" + containerd(),
                    "--data-root=" + folder.resolve("docker"),
                    "--exec-root=" + folder.resolve("docker-state"),
                    "--pidfile=" + folder.resolve("docker.pid"),
                    "--bridge=none",
                    "--iptables=false",
                    "--ip6tables=false",
                    "--storage-driver=vfs");
            running = start("docker", socket, command);
            docker = running;
        }
        return running;
    }

    private Path start(String name, Path socket, List<String> command) {
        var line = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "--", "sh", "-c"));
        line.add("mount --bind \"$0/etc\" /etc && mount --bind \"$0/run\" /run && exec \"$@\"");
        line.add(folder.toString());
        line.addAll(command);
        var log = folder.resolve(name + ".log");
        try {
            Files.createDirectories(folder.resolve("etc"));
            Files.createDirectories(folder.resolve("run"));
            var process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            processes.addFirst(process);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException(name + " ended: " + Files.readString(log));
                }
                return Files.exists(socket);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return socket;
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last one first, for dockerd says goodbye to containerd.
    @Override
    public void close() {
        for (var process : processes) {
            process.destroy();
            process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }
}
