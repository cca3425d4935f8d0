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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;

/// Many clients on one registry that collects its garbage all the time, and whose servers are killed now and then.
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
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicReferenceArray<ServerProcess> servers;

    Soak(Subject subject, Duration length, long seed) throws IOException {
        this.subject = subject;
        this.seed = seed;
        this.servers = new AtomicReferenceArray<>(subject.servers());
        startAll();
        this.end = System.nanoTime() + length.toNanos();
    }

    Tally tally() {
        return tally;
    }

    private boolean goesOn() {
        return System.nanoTime() < end;
    }

    /// To the next of the servers, as a plain round-robin does.
    RegistryClient connect() {
        return RegistryClient.shared(http, next().port());
    }

    private ServerProcess next() {
        return servers.get(Math.floorMod(turn.getAndIncrement(), servers.length()));
    }

    boolean isRunning() {
        return IntStream.range(0, servers.length())
                .anyMatch(number -> servers.get(number).process().isAlive());
    }

    /// Returns when a server has been started again, or at once when any runs.
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
            closeAll();
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
        closeAll();
        startAll();
        clients.forEach(SoakingClient::pullAll);
    }

    private Void collect() throws InterruptedException {
        while (goesOn()) {
            try {
                subject.collect(next(), tally);
            } catch (IOException e) {
                awaitServer();
            } finally {
                tally.setCollecting(false);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return null;
    }

    private void startAll() throws IOException {
        for (int number = 0; number < servers.length(); number++) {
            servers.set(number, startAgain(number));
        }
    }

    private void closeAll() {
        for (int number = 0; number < servers.length(); number++) {
            servers.get(number).close();
        }
    }

    /// A busy machine may take its time.
    private ServerProcess startAgain(int number) throws IOException {
        for (int failures = 0; ; failures++) {
            try {
                return subject.start(number);
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
                int victim = random.nextInt(servers.length());
                servers.get(victim).kill();
                tally.add(Count.KILLS);
                servers.set(victim, startAgain(victim));
                synchronized (changed) {
                    changed.notifyAll();
                }
            }
        }
        return null;
    }
}
