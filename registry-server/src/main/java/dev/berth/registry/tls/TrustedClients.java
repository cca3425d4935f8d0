package dev.berth.registry.tls;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.FileWatch;
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

    private final List<Path> authorities;
    private final LatestKeyStore stores;
    private volatile List<X509Certificate> current;

    private TrustedClients(List<Path> authorities, List<X509Certificate> first) {
        this.authorities = authorities;
        this.current = first;
        this.stores = new LatestKeyStore(store(first));
    }

    /// Loads and keeps watching. Throws [ConfigurationException] when a file cannot be used now.
    public static TrustedClients load(TlsConfig.Clients config, FileWatch files) {
        try {
            TrustedClients clients = new TrustedClients(config.authorities(), read(config.authorities()));
            files.watch(config.authorities(), clients::reload);
            clients.reload();
            return clients;
        } catch (TlsException e) {
            throw new ConfigurationException("http.tls.clientcas: " + e.getMessage());
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

    private synchronized void reload() {
        try {
            List<X509Certificate> loaded = read(authorities);
            if (!loaded.equals(current)) {
                current = loaded;
                stores.set(store(loaded));
                LOG.info("New authorities of clients in use: {}", loaded.size());
            }
        } catch (TlsException e) {
            LOG.error("The old authorities of clients stay in use: {}", e.getMessage());
        }
    }

    private static List<X509Certificate> read(List<Path> files) throws TlsException {
        List<X509Certificate> all = new ArrayList<>();
        for (Path file : files) {
            all.addAll(PemFile.read(file).certificates());
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
