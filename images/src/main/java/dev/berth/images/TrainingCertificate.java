package dev.berth.images;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for localhost that lives as long as the training run.
final class TrainingCertificate {
    private static final char[] PASSWORD = "training".toCharArray();

    private TrainingCertificate() {}

    /// Leaves `tls.crt` and `tls.key` in the folder.
    static void writeTo(Path folder) throws IOException, InterruptedException {
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "training",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        keystore(folder).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile());
        if (keytool.start().waitFor() != 0) {
            throw new IOException("keytool failed: " + Files.readString(folder.resolve("keytool.log")));
        }
        try {
            KeyStore keys = load(folder);
            writePem(
                    folder.resolve("tls.crt"),
                    "CERTIFICATE",
                    keys.getCertificate("training").getEncoded());
            writePem(
                    folder.resolve("tls.key"),
                    "PRIVATE KEY",
                    keys.getKey("training", PASSWORD).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate that keytool made cannot be read", e);
        }
    }

    static HttpClient trusting(Path folder) throws IOException {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("training", load(folder).getCertificate("training"));
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(context).build();
        } catch (GeneralSecurityException e) {
            throw new IOException("no client for the training certificate", e);
        }
    }

    private static KeyStore load(Path folder) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore(folder))) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static void writePem(Path file, String type, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, body));
    }

    private static Path keystore(Path folder) {
        return folder.resolve("training.p12");
    }
}
