package dev.berth.registry;

import dev.berth.registry.auth.htpasswd.FirstUser;
import dev.berth.registry.auth.htpasswd.HtpasswdConfig;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.configuration.FileWatch;
import dev.berth.registry.health.DebugListener;
import dev.berth.registry.health.Readiness;
import dev.berth.registry.storage.migration.MigrationConfig;
import dev.berth.registry.storage.migration.Migrations;
import dev.berth.registry.tls.ServerCertificate;
import dev.berth.registry.tls.TlsConfig;
import dev.berth.registry.tls.TrustedClients;
import dev.berth.registry.tracing.TracingConfig;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.http.ssl.CertificateProvider;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One serving registry, from its settings to its last request.
public final class RunningRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningRegistry.class);
    private static final Duration USUAL_DRAIN = Duration.ofSeconds(30);

    private final ApplicationContext context;
    private final FileWatch files;
    private final EmbeddedServer server;
    private final OptionalInt debugPort;
    private final Duration drainTimeout;

    private RunningRegistry(ApplicationContext context, FileWatch files, Duration drainTimeout) {
        this.context = context;
        this.files = files;
        this.drainTimeout = drainTimeout;
        this.server = context.getBean(EmbeddedServer.class);
        server.start();
        context.getBean(Migrations.class).start();
        // Last, for its health page says that requests may be sent.
        this.debugPort = context.getBean(DebugListener.class).start();
    }

    /// Serves when it returns. A setting that cannot be used is a configuration or storage exception, maybe wrapped.
    public static RunningRegistry start(Configuration configuration) {
        ConfigurationNode root = configuration.root();
        Duration drainTimeout = root.duration("http.draintimeout", USUAL_DRAIN);
        HtpasswdConfig.from(root).ifPresent(FirstUser::provide);
        FileWatch files = new FileWatch();
        ApplicationContext context = null;
        try {
            context = context(configuration, files);
            context.start();
            context.getBean(Readiness.class).requireWritable();
            return new RunningRegistry(context, files, drainTimeout);
        } catch (RuntimeException e) {
            files.close();
            if (context != null) {
                context.close();
            }
            throw e;
        }
    }

    /// Reads every setting and every file that one names, and serves nothing. Throws as [#start] does.
    public static void check(Configuration configuration) {
        try (FileWatch files = new FileWatch()) {
            context(configuration, files).close();
            ConfigurationNode root = configuration.root();
            ConfiguredStorage.requireFiles(root);
            MigrationConfig.from(root).from().ifPresent(ConfiguredStorage::requireFiles);
        }
    }

    private static ApplicationContext context(Configuration configuration, FileWatch files) {
        ConfigurationNode root = configuration.root();
        Optional<TlsConfig> tls = TlsConfig.from(root);
        ApplicationContextBuilder builder = ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .bootstrapEnvironment(false)
                .environmentPropertySource(false)
                .enableDefaultPropertySources(false)
                .properties(ServerProperties.of(root, tls))
                .singletons(Settings.of(root).toArray())
                .singletons(files, TracingConfig.from(configuration.environment()));
        builder.singletons(Authenticators.of(root, files).toArray());
        tls.map(config -> ServerCertificate.load(config, files))
                .ifPresent(certificate -> builder.beanDefinitions(named(certificate, ServerCertificate.class)));
        tls.flatMap(TlsConfig::clients)
                .map(config -> TrustedClients.load(config, files))
                .ifPresent(clients -> builder.beanDefinitions(named(clients, TrustedClients.class)));
        return builder.build();
    }

    private static <P extends CertificateProvider> RuntimeBeanDefinition<P> named(P provider, Class<P> type) {
        return RuntimeBeanDefinition.builder(type, () -> provider)
                .singleton(true)
                .named(provider.getName())
                .exposedTypes(type, CertificateProvider.class)
                .build();
    }

    public URI address() {
        return server.getURI();
    }

    /// The port of health and metrics, if there is one.
    public OptionalInt debugPort() {
        return debugPort;
    }

    /// Turns unready, takes no new connections, and waits for the requests in flight as long as the settings say.
    public void drain() {
        context.getBean(Readiness.class).drain();
        if (!(server instanceof GracefulShutdownCapable graceful)) {
            return;
        }
        LOG.info("Stopping: waiting up to {} s for requests in flight", drainTimeout.toSeconds());
        try {
            graceful.shutdownGracefully().toCompletableFuture().get(drainTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Some requests did not end within {} s and are cut off", drainTimeout.toSeconds());
        } catch (ExecutionException e) {
            LOG.warn("Not every connection could be closed in order: {}", e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        context.close();
        files.close();
    }
}
