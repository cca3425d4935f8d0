package dev.berth.registry.tls;

import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts one server certificate: the first in a file, read again for each handshake. Names and dates don't matter, the
/// key does.
public final class PinnedCertificate extends X509ExtendedTrustManager {
    private final Path file;

    public PinnedCertificate(Path file) {
        this.file = file;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        try {
            X509Certificate pinned = PemFile.read(file).certificates().getFirst();
            if (chain.length == 0 || !chain[0].equals(pinned)) {
                throw new CertificateException("the server's certificate is not the one in " + file);
            }
        } catch (TlsException e) {
            throw new CertificateException(e.getMessage());
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no client is trusted");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("no client is trusted");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("no client is trusted");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
