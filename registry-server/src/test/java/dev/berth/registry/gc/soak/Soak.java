package dev.berth.registry.gc.soak;

import dev.berth.registry.RegistryClient;
import dev.berth.registry.ServerProcess;
import dev.berth.registry.gc.soak.Tally.Count;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;

/// Many clients on one registry that collects its garbage all the time, and is killed now and then.
final class Soak {
    static final int CLIENTS = Integer.getInteger("soak.clients", 4);
    private static final Duration LIFE = Duration.ofSeconds(Integer.getInteger("soak.life", 50));
    private static final int STARTS = 10;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private final Subject subject;
    private final Tally tally = new Tally();
    private final long end;
    private final long seed;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Object changed = new Object();
    private volatile ServerProcess server;

    Soak(Subject subject, Duration length, long seed) throws IOException {
        this.subject = subject;
        this.seed = seed;
        this.server = startAgain();
        this.end = System.nanoTime() + length.toNanos();
    }

    Tally tally() {
        return tally;
    }

    private boolean goesOn() {
        return System.nanoTime() < end;
    }

    RegistryClient connect() {
        return RegistryClient.shared(http, server.port());
    }

    boolean isRunning() {
        return server.process().isAlive();
    }

    /// Returns when the server has been started again, or at once when it runs.
    void awaitServer() {
        synchronized (changed) {
            while (!isRunning()) {
                try {
                    changed.wait(PAUSE.toMillis());
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    Tally run() throws Exception {
        List<SoakingClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(number -> new SoakingClient(this, number, seed))
                .toList();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> running = new ArrayList<>();
            clients.forEach(client -> running.add(threads.submit(() -> client.run(this::goesOn))));
            running.add(threads.submit(this::collect));
            if (subject.mayBeKilled()) {
                running.add(threads.submit(this::kill));
            }
            await(running);
            pullAll(clients);
        } finally {
            server.close();
            http.shutdownNow();
        }
        return tally;
    }

    private static void await(List<Future<?>> running) throws InterruptedException, ExecutionException {
        for (Future<?> each : running) {
            each.get();
        }
    }

    /// Also after a restart, so that nothing comes from a cache.
    private void pullAll(List<SoakingClient> clients) throws IOException {
        server.close();
        server = startAgain();
        clients.forEach(SoakingClient::pullAll);
    }

    private Void collect() throws InterruptedException {
        while (goesOn()) {
            try {
                subject.collect(server, tally);
            } catch (IOException e) {
                awaitServer();
            } finally {
                tally.setCollecting(false);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return null;
    }

    /// A busy machine may take its time.
    private ServerProcess startAgain() throws IOException {
        for (int failures = 0; ; failures++) {
            try {
                return subject.start();
            } catch (ConditionTimeoutException e) {
                if (failures >= STARTS) {
                    throw e;
                }
            }
        }
    }

    private Void kill() throws IOException {
        Random random = new Random(seed);
        while (goesOn()) {
            long next = System.nanoTime() + (long) (LIFE.toNanos() * (0.5 + random.nextDouble()));
            while (goesOn() && System.nanoTime() < next) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            if (goesOn()) {
                server.kill();
                tally.add(Count.KILLS);
                server = startAgain();
                synchronized (changed) {
                    changed.notifyAll();
                }
            }
        }
        return null;
    }
}
