package dev.berth.registry.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/// A self-signed certificate for localhost with its key, made by the JDK's keytool.
public record TestCertificate(X509Certificate certificate, PrivateKey key) {

    public static TestCertificate make(Path directory, String algorithm) {
        return make(directory, algorithm, "CN=localhost");
    }

    public static TestCertificate make(Path directory, String algorithm, String name) {
        try {
            Path store = Files.createTempDirectory(directory, "keytool").resolve("store.p12");
            Process keytool = new ProcessBuilder(command(store, algorithm, name))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            return read(store);
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /// Writes both as `tls.crt` and `tls.key`.
    public void write(Path directory) {
        try {
            Files.writeString(directory.resolve("tls.key"), keyPem());
            Files.writeString(directory.resolve("tls.crt"), certificatePem());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }

    private static List<String> command(Path store, String algorithm, String name) {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        return List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                algorithm,
                "-dname",
                name,
                "-validity",
                "30",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
    }

    private static TestCertificate read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        char[] password = "changeit".toCharArray();
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        return new TestCertificate((X509Certificate) keys.getCertificate("a"), (PrivateKey) keys.getKey("a", password));
    }
}
