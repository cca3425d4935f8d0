package dev.berth.registry.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.oci.StorageException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One endpoint at work: its queue, the thread that sends, and what is to be done now and then.
final class Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final EndpointConfig config;
    private final QueueFolder files;
    private final EventQueue queue;
    private final EndpointMetrics metrics;
    private final Sender sender;
    private final Delivery delivery;
    private final Thread thread;
    private boolean storageFails;
    private long droppedBefore;

    Endpoint(EndpointConfig config, QueueFolder files, EventQueue queue, EndpointMetrics metrics) {
        this.config = config;
        this.files = files;
        this.queue = queue;
        this.metrics = metrics;
        this.sender = new Sender(config);
        this.delivery = new Delivery(config, queue, sender, metrics);
        this.thread =
                Thread.ofPlatform().daemon().name("notify-" + config.name()).unstarted(delivery);
    }

    /// First what other processes left, then what happens from now on.
    void start() {
        stayAlive();
        thread.start();
    }

    void add(Notice notice) {
        if (config.ignored().covers(notice)) {
            return;
        }
        try {
            queue.add(JSON.writeValueAsString(notice.message(config.extras().cloudEvents())));
            metrics.queued();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Every moment.
    void save() {
        attempt(queue::saveOld);
        long dropped = queue.dropped();
        if (dropped > 0 && droppedBefore == 0) {
            LOG.warn("Too many events wait for the endpoint {}: the oldest are dropped", config);
        }
        droppedBefore = dropped;
    }

    /// Now and then.
    void stayAlive() {
        attempt(() -> {
            files.stayAlive();
            files.adopt(this::adopt);
        });
    }

    private void adopt(List<String> lines) {
        lines.forEach(queue::add);
        queue.saveAll();
    }

    private void attempt(Runnable action) {
        try {
            action.run();
            storageFails = false;
        } catch (StorageException e) {
            if (!storageFails) {
                LOG.warn("The queue of the endpoint {} is kept in memory alone: {}", config, e.getMessage());
            }
            storageFails = true;
        }
    }

    void beginStop() {
        delivery.stop();
    }

    /// What was not sent by then is kept.
    void endStop(Duration grace) {
        try {
            if (!thread.join(grace)) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        sender.close();
        try {
            queue.saveAll();
            files.leave();
        } catch (StorageException e) {
            LOG.error("{} events for the endpoint {} could not be kept", queue.pending(), config, e);
        }
    }
}
