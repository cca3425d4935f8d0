package dev.berth.registry.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of one PEM file, each a label and its bytes.
record PemFile(Path path, List<Block> blocks) {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final long LARGEST = 1 << 20;

    static final class Block {
        private final String label;
        private final byte[] bytes;

        private Block(String label, byte[] bytes) {
            this.label = label;
            this.bytes = bytes;
        }

        String label() {
            return label;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    static PemFile read(Path path) throws TlsException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text(path));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), decode(path, matcher.group(2))));
        }
        return new PemFile(path, List.copyOf(blocks));
    }

    /// The certificates in the file's order, at least one.
    List<X509Certificate> certificates() throws TlsException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label.equals("CERTIFICATE")) {
                certificates.add(certificate(block));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsException("The certificate file " + path + " holds no PEM certificate");
        }
        return List.copyOf(certificates);
    }

    PrivateKey key() throws TlsException {
        for (Block block : blocks) {
            if (block.label.equals("ENCRYPTED PRIVATE KEY")) {
                throw new TlsException("The key in " + path + " is encrypted; give it without a password");
            }
            if (block.label.endsWith("PRIVATE KEY")) {
                return key(block);
            }
        }
        throw new TlsException("The key file " + path + " holds no PEM private key");
    }

    private PrivateKey key(Block block) throws TlsException {
        try {
            return PrivateKeys.parse(block);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsException("The private key in " + path + " is broken or of an unknown kind; use RSA or EC");
        }
    }

    private X509Certificate certificate(Block block) throws TlsException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.bytes));
        } catch (GeneralSecurityException e) {
            throw new TlsException("The certificate file " + path + " holds a broken certificate");
        }
    }

    private static String text(Path path) throws TlsException {
        try {
            if (Files.size(path) > LARGEST) {
                throw new TlsException("The file " + path + " is too large to be a certificate or a key");
            }
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsException("The file " + path
                    + (Files.exists(path)
                            ? " cannot be read; check its permissions"
                            : " named in http.tls does not exist"));
        }
    }

    private static byte[] decode(Path path, String base64) throws TlsException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new TlsException("The file " + path + " holds a broken PEM block");
        }
    }
}
