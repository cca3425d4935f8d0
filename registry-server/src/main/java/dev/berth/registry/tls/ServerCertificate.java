package dev.berth.registry.tls;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.FileWatch;
import io.micronaut.http.ssl.CertificateProvider;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate new handshakes get. A changed file replaces it; a broken one is logged and the old certificate
/// stays.
public final class ServerCertificate implements CertificateProvider {
    public static final String NAME = "registry";
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

    private final TlsConfig config;
    private final AtomicLong failures = new AtomicLong();
    private final LatestKeyStore stores;
    private volatile CertificateAndKey current;

    private ServerCertificate(TlsConfig config, CertificateAndKey first) {
        this.config = config;
        this.current = first;
        this.stores = new LatestKeyStore(first.toKeyStore());
        warnWhenExpired();
    }

    /// Loads and keeps watching. Throws [ConfigurationException] when the files cannot be used now.
    public static ServerCertificate load(TlsConfig config, FileWatch files) {
        try {
            ServerCertificate certificate = new ServerCertificate(config, CertificateAndKey.load(config));
            files.watch(List.of(config.certificate(), config.key()), certificate::reload);
            certificate.reload();
            return certificate;
        } catch (TlsException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Publisher<KeyStore> getKeyStore() {
        return stores;
    }

    public Instant notAfter() {
        return current.notAfter();
    }

    /// How often a new certificate was refused since the start.
    public long failures() {
        return failures.get();
    }

    private synchronized void reload() {
        try {
            CertificateAndKey loaded = CertificateAndKey.load(config);
            if (!loaded.equals(current)) {
                current = loaded;
                stores.set(loaded.toKeyStore());
                warnWhenExpired();
                LOG.info("New TLS certificate in use, valid until {}", loaded.notAfter());
            }
        } catch (TlsException e) {
            failures.incrementAndGet();
            LOG.error("The old TLS certificate stays in use: {}", e.getMessage());
        }
    }

    private void warnWhenExpired() {
        if (current.notAfter().isBefore(Instant.now())) {
            LOG.warn("The TLS certificate {} has expired at {}", config.certificate(), current.notAfter());
        }
    }
}
