package dev.berth.registry.notifications;

import dev.berth.registry.notifications.EventQueue.Queued;
import dev.berth.registry.oci.StorageException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the events of a queue to their endpoint, one after the other. One that is not taken is tried again for ever,
/// and the others wait behind it. After a stop it goes on until nothing waits or an attempt fails.
final class Delivery implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private final EndpointConfig config;
    private final EventQueue queue;
    private final Sender sender;
    private final EndpointMetrics metrics;
    private final CountDownLatch stop = new CountDownLatch(1);
    private int failures;

    Delivery(EndpointConfig config, EventQueue queue, Sender sender, EndpointMetrics metrics) {
        this.config = config;
        this.queue = queue;
        this.sender = sender;
        this.metrics = metrics;
    }

    void stop() {
        stop.countDown();
        queue.close();
    }

    @Override
    public void run() {
        try {
            while (step()) {}
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// False at the end.
    private boolean step() throws InterruptedException {
        try {
            Optional<Queued> next = queue.next();
            if (next.isEmpty()) {
                return false;
            }
            if (deliver(next.get().line())) {
                queue.done(next.get().number());
                return true;
            }
        } catch (StorageException e) {
            failed("its queue cannot be read: " + e.getMessage());
        }
        return !stop.await(waiting(), TimeUnit.NANOSECONDS);
    }

    private boolean deliver(String line) throws InterruptedException {
        Outcome outcome;
        try {
            outcome = sender.send(line);
        } catch (IOException _) {
            LOG.error("An event for the endpoint {} is unreadable and was skipped", config);
            return true;
        }
        metrics.attempted(outcome);
        if (outcome.isTaken()) {
            succeeded();
        } else {
            failed(outcome.toString());
        }
        return outcome.isTaken();
    }

    private void succeeded() {
        if (failures > 0) {
            LOG.info("The endpoint {} takes events again", config);
        }
        failures = 0;
    }

    private void failed(String why) {
        if (failures++ == 0) {
            LOG.warn("The endpoint {} does not take events, which wait for it: {}", config, why);
        }
    }

    private long waiting() {
        return failures < config.patience().threshold()
                ? 0
                : config.patience().backoff().toNanos();
    }
}
