package dev.berth.e2e.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A running `berth-cluster` program. It watches its standard input and takes everything down when that ends, so
/// nothing outlives this virtual machine, however it dies.
final class Supervisor implements AutoCloseable {

    private static final String READY = "ready";
    private static final int REMEMBERED_LINES = 60;

    private final Process process;
    private final CountDownLatch readyOrGone = new CountDownLatch(1);
    private final Deque<String> lines = new ArrayDeque<>();
    private volatile boolean ready;

    private Supervisor(Process process) {
        this.process = process;
        Thread.ofVirtual().name("berth-cluster-output").start(this::readOutput);
    }

    static Supervisor start(Duration timeout, String command, List<String> arguments) {
        var line = new ArrayList<String>();
        line.add(Tools.path("berth-cluster").toString());
        line.add(command);
        line.addAll(arguments);
        try {
            var supervisor = new Supervisor(
                    new ProcessBuilder(line).redirectErrorStream(true).start());
            supervisor.awaitReady(timeout);
            return supervisor;
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + line, e);
        }
    }

    /// Cleans up after a supervisor that was killed.
    static void down(Path directory) {
        new Command(Tools.path("berth-cluster").toString(), "down", "--dir", directory.toString()).run();
    }

    private void readOutput() {
        try (BufferedReader output = process.inputReader()) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                accept(line);
            }
        } catch (IOException e) {
            accept("output lost: " + e.getMessage());
        } finally {
            readyOrGone.countDown();
        }
    }

    private void accept(String line) {
        if (line.equals(READY)) {
            ready = true;
            readyOrGone.countDown();
            return;
        }
        System.out.println("[cluster] " + line);
        synchronized (lines) {
            lines.addLast(line);
            if (lines.size() > REMEMBERED_LINES) {
                lines.removeFirst();
            }
        }
    }

    private void awaitReady(Duration timeout) {
        try {
            var answered = readyOrGone.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!ready) {
                close();
                throw new ClusterException(
                        (answered ? "the cluster did not start" : "the cluster was not ready in time") + ":\n"
                                + output());
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while the cluster started", e);
        }
    }

    private String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
