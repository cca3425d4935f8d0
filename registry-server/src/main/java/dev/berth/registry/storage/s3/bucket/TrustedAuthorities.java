package dev.berth.registry.storage.s3.bucket;

import dev.berth.registry.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// The authorities of a PEM file beside those the JVM trusts.
final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /// Throws a [ConfigurationException].
    static TrustManager[] of(Path file) {
        try (var pem = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var usual = trust(null).filter(X509TrustManager.class::isInstance).map(X509TrustManager.class::cast);
            for (var authority : (Iterable<X509Certificate>)
                    usual.flatMap(each -> Arrays.stream(each.getAcceptedIssuers()))::iterator) {
                store.setCertificateEntry("usual-" + store.size(), authority);
            }
            var own = CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (own.isEmpty()) {
                throw new ConfigurationException("berth.s3.cafile " + file + " holds no certificates");
            }
            for (var authority : own) {
                store.setCertificateEntry("own-" + store.size(), authority);
            }
            return trust(store).toArray(TrustManager[]::new);
        } catch (NoSuchFileException _) {
            throw new ConfigurationException("berth.s3.cafile " + file + " does not exist");
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException("berth.s3.cafile " + file + " holds no certificates: " + e.getMessage());
        }
    }

    private static Stream<TrustManager> trust(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers());
    }
}
