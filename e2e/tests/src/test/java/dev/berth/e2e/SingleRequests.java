package dev.berth.e2e;

import dev.berth.e2e.clients.RegistryEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// Sends each request once, on a connection of its own. Clients would try again, and so hide what failed.
final class SingleRequests {

    private static final int PATIENCE_MILLIS = 20_000;

    private final URI server;
    private final String login;
    private final SSLSocketFactory sockets;

    SingleRequests(RegistryEndpoint endpoint) {
        this.server = URI.create("https://" + endpoint.host());
        this.login = Base64.getEncoder()
                .encodeToString((endpoint.user() + ":" + endpoint.password()).getBytes(StandardCharsets.UTF_8));
        this.sockets = trusting(endpoint);
    }

    /// @param request the request's first line
    record Answer(String request, int status, Map<String, String> headers, String body) {}

    Answer get(String path) throws IOException {
        return send("GET", path, "", new byte[0]);
    }

    /// Fails when no whole answer comes back, whatever it says.
    Answer send(String method, String path, String type, byte[] body) throws IOException {
        var request = method + " " + path;
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (var socket = (SSLSocket) sockets.createSocket(plain, server.getHost(), server.getPort(), true)) {
                var out = socket.getOutputStream();
                out.write(head(request, type, body.length).getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
                return parse(request, socket.getInputStream().readAllBytes());
            }
        } catch (IOException e) {
            throw new IOException(request + ": " + e, e);
        }
    }

    private String head(String request, String type, int length) {
        return String.join(
                "\r\n",
                request + " HTTP/1.1",
                "Host: " + server.getAuthority(),
                "Authorization: Basic " + login,
                "Content-Length: " + length,
                type.isEmpty() ? "Accept: */*" : "Content-Type: " + type,
                "Connection: close",
                "",
                "");
    }

    private static Answer parse(String request, byte[] all) throws IOException {
        var text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("the connection was closed after " + all.length + " bytes");
        }
        var lines = text.substring(0, end).lines().toList();
        var headers = lines.stream()
                .skip(1)
                .map(line -> line.split(": ?", 2))
                .collect(Collectors.toMap(
                        field -> field[0].toLowerCase(Locale.ROOT), field -> field[1], (first, _) -> first));
        var body = Arrays.copyOfRange(all, end + 4, all.length);
        if (!headers.getOrDefault("content-length", "").equals(Integer.toString(body.length))) {
            throw new IOException(lines.getFirst() + ", with " + body.length + " bytes of "
                    + headers.getOrDefault("content-length", "an unknown number"));
        }
        return new Answer(
                request,
                Integer.parseInt(lines.getFirst().split(" ", 3)[1]),
                headers,
                new String(body, StandardCharsets.UTF_8));
    }

    private static SSLSocketFactory trusting(RegistryEndpoint endpoint) {
        try (var file = Files.newInputStream(endpoint.ca())) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("could not trust " + endpoint.ca(), e);
        }
    }
}
