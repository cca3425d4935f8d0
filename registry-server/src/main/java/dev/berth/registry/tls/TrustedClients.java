package dev.berth.registry.tls;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.FileWatch;
import dev.berth.registry.configuration.Reloaded;
import io.micronaut.http.ssl.CertificateProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The authorities whose clients are let in by their certificates. A changed file replaces them for new handshakes; a
/// broken one is logged and the old ones stay.
public final class TrustedClients implements CertificateProvider {
    public static final String NAME = "registry-clients";
    private static final Logger LOG = LoggerFactory.getLogger(TrustedClients.class);

    private final LatestKeyStore stores;

    private TrustedClients(List<X509Certificate> first) {
        this.stores = new LatestKeyStore(store(first));
    }

    /// Loads and keeps watching. Throws [ConfigurationException] when a file cannot be used now.
    public static TrustedClients load(TlsConfig.Clients config, FileWatch watch) {
        var files = new Reloaded<>(() -> read(config.authorities()), "The old authorities of clients stay in use");
        TrustedClients clients = new TrustedClients(files.current());
        files.follow(watch, config.authorities(), clients::use);
        return clients;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Publisher<KeyStore> getKeyStore() {
        return stores;
    }

    private void use(List<X509Certificate> loaded) {
        stores.set(store(loaded));
        LOG.info("New authorities of clients in use: {}", loaded.size());
    }

    private static List<X509Certificate> read(List<Path> files) {
        List<X509Certificate> all = new ArrayList<>();
        try {
            for (Path file : files) {
                all.addAll(PemFile.read(file).certificates());
            }
        } catch (TlsException e) {
            throw new ConfigurationException("http.tls.clientcas: " + e.getMessage());
        }
        return List.copyOf(all);
    }

    private static KeyStore store(List<X509Certificate> certificates) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("authority" + i, certificates.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK cannot hold the certificates", e);
        }
    }
}
