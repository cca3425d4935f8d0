package dev.berth.e2e;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Certificates as users bring them: signed by themselves, for `localhost` and the given names and
/// addresses.
record Certificates(X509Certificate certificate, KeyPair key) {

    static Certificates create(String... names) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            var key = generator.generateKeyPair();
            return new Certificates(sign(key, names), key);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The content of a Secret of type `kubernetes.io/tls`.
    Map<String, String> secret() {
        return Map.of("tls.crt", pem(certificate), "tls.key", keyPem());
    }

    /// The content of one whose key belongs to another certificate.
    Map<String, String> secretWithKeyOf(Certificates other) {
        return Map.of("tls.crt", pem(certificate), "tls.key", other.keyPem());
    }

    String pem() {
        return pem(certificate);
    }

    private String keyPem() {
        try {
            return pem(new JcaPKCS8Generator(key.getPrivate(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static X509Certificate sign(KeyPair key, String... names)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var now = Instant.now();
        var subject = new X500Principal("CN=berth-test");
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.valueOf(System.nanoTime()),
                Date.from(now.minus(Duration.ofMinutes(5))),
                Date.from(now.plus(Duration.ofDays(30))),
                subject,
                key.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static GeneralNames alternatives(String... names) {
        var all = new GeneralName[names.length + 1];
        all[0] = new GeneralName(GeneralName.dNSName, "localhost");
        for (var i = 0; i < names.length; i++) {
            var type = Character.isDigit(names[i].charAt(0)) ? GeneralName.iPAddress : GeneralName.dNSName;
            all[i + 1] = new GeneralName(type, names[i]);
        }
        return new GeneralNames(all);
    }

    private static String pem(Object value) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
