package dev.berth.operator.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// A certificate, those that lead to its authority, and the key it belongs to.
record KeyedCertificate(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] PROBE = {'b', 'e', 'r', 't', 'h'};

    static KeyedCertificate parse(String certificates, String key) throws GeneralSecurityException {
        List<X509Certificate> chain = Pem.certificates(certificates);
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("it holds no certificate");
        }
        return new KeyedCertificate(chain, Pem.privateKey(key));
    }

    X509Certificate leaf() {
        return chain.getFirst();
    }

    Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    /// Whether the key is the certificate's own: what it signs, the certificate confirms.
    boolean keyMatches() throws GeneralSecurityException {
        PublicKey publicKey = leaf().getPublicKey();
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> publicKey.getAlgorithm();
        };
        if (!sameFamily(publicKey)) {
            return false;
        }
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private boolean sameFamily(PublicKey publicKey) {
        String of = publicKey.getAlgorithm();
        String mine = key.getAlgorithm();
        return of.equals(mine) || (of.equals("EC") && mine.equals("ECDSA"));
    }
}
