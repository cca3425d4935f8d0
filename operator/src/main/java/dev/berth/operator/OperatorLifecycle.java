package dev.berth.operator;

import io.javaoperatorsdk.operator.Operator;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the operator once its health can be asked for, and lets passes under way end before the program does.
@Singleton
final class OperatorLifecycle implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorLifecycle.class);

    private final Operator operator;
    private final LeaderLease lease;

    OperatorLifecycle(Operator operator, LeaderLease lease) {
        this.operator = operator;
        this.lease = lease;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        Thread.ofPlatform().name("operator-start").start(() -> {
            operator.start();
            LOG.info("watching Registries");
        });
    }

    @PreDestroy
    void stop() {
        operator.stop();
        lease.release();
    }
}
