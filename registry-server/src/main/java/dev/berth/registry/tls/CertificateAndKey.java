package dev.berth.registry.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// A certificate chain, leaf first, with the key of the leaf. They belong together: that was checked.
record CertificateAndKey(List<X509Certificate> chain, PrivateKey key) {
    private static final char[] NO_PASSWORD = {};

    static CertificateAndKey load(TlsConfig config) throws TlsException {
        List<X509Certificate> chain = PemFile.read(config.certificate()).certificates();
        PrivateKey key = PemFile.read(config.key()).key();
        if (!belongTogether(chain.getFirst().getPublicKey(), key)) {
            throw new TlsException("The key in " + config.key() + " does not belong to the first certificate in "
                    + config.certificate());
        }
        return new CertificateAndKey(chain, key);
    }

    Instant notAfter() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    KeyStore toKeyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK cannot hold the certificate", e);
        }
    }

    private static boolean belongTogether(PublicKey certified, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        try {
            byte[] probe = {1, 2, 3};
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(probe);
            byte[] signature = signer.sign();
            signer.initVerify(certified);
            signer.update(probe);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
