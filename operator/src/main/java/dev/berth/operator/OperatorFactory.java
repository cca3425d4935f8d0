package dev.berth.operator;

import dev.berth.operator.endpoint.HttpMaintenance;
import dev.berth.operator.endpoint.HttpServerHealth;
import dev.berth.operator.endpoint.SocketProbe;
import dev.berth.operator.monitoring.RegistrySeries;
import dev.berth.operator.plan.Server;
import dev.berth.operator.reconciler.Outside;
import dev.berth.operator.reconciler.RegistryReconciler;
import dev.berth.operator.reconciler.ServerImage;
import dev.berth.operator.status.RegistryEvents;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/// Wires the operator.
@Factory
final class OperatorFactory {
    static final String LEASE = "berth-operator";
    private static final int THREADS = 10;
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    @Singleton
    OperatorConfig config() {
        return OperatorConfig.from(System.getenv());
    }

    @Singleton
    @Bean(preDestroy = "close")
    KubernetesClient client() {
        return new KubernetesClientBuilder().build();
    }

    @Singleton
    Outside outside() {
        return new Outside(
                Clock.systemUTC(), new SocketProbe(), new HttpServerHealth(Server.METRICS_PORT), new HttpMaintenance());
    }

    @Singleton
    RegistrySeries series(PrometheusMeterRegistry meters) {
        RegistrySeries series = new RegistrySeries();
        meters.getPrometheusRegistry().register(series);
        return series;
    }

    @Singleton
    RegistryReconciler reconciler(
            OperatorConfig config, Outside outside, KubernetesClient client, RegistrySeries series) {
        return new RegistryReconciler(
                new ServerImage(config.serverImage()),
                outside,
                new RegistryEvents(client, outside.clock(), config.instance()),
                series);
    }

    /// The SDK counts its timer's events under the same name with a tag less, which Prometheus refuses.
    @Singleton
    MeterFilter timerEventsHaveAnAction() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                boolean lacksTag = id.getName().equals("events.received") && id.getTag("action") == null;
                return lacksTag ? id.withTag(Tag.of("action", "NONE")) : id;
            }
        };
    }

    @Singleton
    Metrics metrics(MeterRegistry meters) {
        return MicrometerMetricsV2.newBuilder(meters).build();
    }

    @Singleton
    Operator operator(OperatorConfig config, KubernetesClient client, Metrics metrics, RegistryReconciler reconciler) {
        Operator operator =
                new Operator(settings -> configure(settings, config, client).withMetrics(metrics));
        operator.register(reconciler, controller -> configure(controller, config));
        return operator;
    }

    static ConfigurationServiceOverrider configure(
            ConfigurationServiceOverrider settings, OperatorConfig config, KubernetesClient client) {
        if (config.namespace() != null) {
            settings.withLeaderElectionConfiguration(
                    LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                            .withLeaseNamespace(config.namespace())
                            .withIdentity(config.instance())
                            .build());
        }
        return settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withStopOnInformerErrorDuringStartup(false)
                .withReconciliationTerminationTimeout(Duration.ofSeconds(20))
                .withConcurrentReconciliationThreads(THREADS)
                .withConcurrentWorkflowExecutorThreads(THREADS);
    }

    static void configure(ControllerConfigurationOverrider<?> controller, OperatorConfig config) {
        controller
                .withRetry(new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setIntervalMultiplier(2)
                        .setMaxInterval(LONGEST_RETRY.toMillis()))
                .withReconciliationMaxInterval(Duration.ofMinutes(10));
        if (!config.watchNamespaces().isEmpty()) {
            controller.settingNamespaces(config.watchNamespaces());
        }
    }
}
