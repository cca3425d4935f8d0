package dev.berth.e2e.demo;

import dev.berth.e2e.cluster.LocalCluster;
import dev.berth.e2e.cluster.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The process of a demo that stays up, remembered in a file so that another shell can stop it.
final class DemoProcess {

    private DemoProcess() {}

    static void remember() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), Long.toString(ProcessHandle.current().pid()));
    }

    static void forget() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            System.err.println("could not remove " + file() + ": " + e.getMessage());
        }
    }

    /// Asks the demo to clean up and waits for its end; then cleans up what a killed one left behind.
    static void stop() throws IOException {
        find().ifPresentOrElse(DemoProcess::end, () -> System.out.println("No demo is running."));
        LocalCluster.down(LocalCluster.defaultDirectory());
        forget();
        System.out.println("Cleaned up.");
    }

    private static void end(ProcessHandle demo) {
        System.out.println("Stopping the demo, process " + demo.pid() + " ...");
        demo.destroy();
        demo.onExit().join();
    }

    // A number that was taken over by another program must not be stopped.
    private static Optional<ProcessHandle> find() throws IOException {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(Files.readString(file()).strip()))
                .filter(process -> process.info().commandLine().orElse("").contains("demo.jar"));
    }

    private static Path file() {
        return Tools.cache().resolve("run/demo.pid");
    }
}
