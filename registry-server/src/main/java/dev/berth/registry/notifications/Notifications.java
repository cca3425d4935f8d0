package dev.berth.registry.notifications;

import dev.berth.registry.events.Cause;
import dev.berth.registry.events.RegistryEvent;
import dev.berth.registry.events.RegistryEventListener;
import dev.berth.registry.storage.Storage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts every event into the queue of each endpoint that wants it.
@Context
final class Notifications implements RegistryEventListener {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final Duration SAVING = Duration.ofMillis(500);
    private static final Duration LIVING = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Notices notices;
    private final List<Endpoint> endpoints;
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("notify-housekeeping").factory());

    Notifications(NotificationsConfig config, Storage storage, MeterRegistry meters, Clock clock) {
        String instance = UUID.randomUUID().toString();
        this.notices = new Notices(Source.of(config.port(), instance), config.includeReferences(), clock);
        this.endpoints = config.endpoints().stream()
                .map(endpoint -> {
                    QueueFolder files = new QueueFolder(storage, clock, endpoint.name(), instance);
                    EventQueue queue = new EventQueue(files, config.queueLimit());
                    return new Endpoint(endpoint, files, queue, new EndpointMetrics(meters, endpoint.name(), queue));
                })
                .toList();
    }

    @PostConstruct
    void start() {
        for (Endpoint endpoint : endpoints) {
            endpoint.start();
            every(SAVING, endpoint::save);
            every(LIVING, endpoint::stayAlive);
        }
    }

    private void every(Duration interval, Runnable work) {
        var _ = housekeeping.scheduleWithFixedDelay(
                () -> safely(work), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// A task that fails would never be run again.
    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("The queues of notifications could not be looked after", e);
        }
    }

    @Override
    public void on(RegistryEvent event, Cause cause) {
        if (!endpoints.isEmpty()) {
            notices.of(event, cause).forEach(notice -> endpoints.forEach(endpoint -> endpoint.add(notice)));
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        endpoints.forEach(Endpoint::beginStop);
        housekeeping.shutdown();
        long end = System.nanoTime() + GRACE.toNanos();
        var _ = housekeeping.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        endpoints.forEach(endpoint -> endpoint.endStop(Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
    }
}
