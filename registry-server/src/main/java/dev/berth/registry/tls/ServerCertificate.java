package dev.berth.registry.tls;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.FileWatch;
import dev.berth.registry.configuration.Reloaded;
import io.micronaut.http.ssl.CertificateProvider;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate new handshakes get. A changed file replaces it; a broken one is logged and the old certificate
/// stays.
public final class ServerCertificate implements CertificateProvider {
    public static final String NAME = "registry";
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

    private final TlsConfig config;
    private final Reloaded<CertificateAndKey> files;
    private final LatestKeyStore stores;

    private ServerCertificate(TlsConfig config) {
        this.config = config;
        this.files = new Reloaded<>(() -> read(config), "The old TLS certificate stays in use");
        this.stores = new LatestKeyStore(files.current().toKeyStore());
        warnWhenExpired(files.current());
    }

    /// Loads and keeps watching. Throws [ConfigurationException] when the files cannot be used now.
    public static ServerCertificate load(TlsConfig config, FileWatch watch) {
        ServerCertificate certificate = new ServerCertificate(config);
        certificate.files.follow(watch, List.of(config.certificate(), config.key()), certificate::use);
        return certificate;
    }

    private static CertificateAndKey read(TlsConfig config) {
        try {
            return CertificateAndKey.load(config);
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
        return files.current().notAfter();
    }

    /// How often a new certificate was refused since the start.
    public long failures() {
        return files.failures();
    }

    private void use(CertificateAndKey loaded) {
        stores.set(loaded.toKeyStore());
        warnWhenExpired(loaded);
        LOG.info("New TLS certificate in use, valid until {}", loaded.notAfter());
    }

    private void warnWhenExpired(CertificateAndKey loaded) {
        if (loaded.notAfter().isBefore(Instant.now())) {
            LOG.warn("The TLS certificate {} has expired at {}", config.certificate(), loaded.notAfter());
        }
    }
}
