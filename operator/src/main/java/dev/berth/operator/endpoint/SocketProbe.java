package dev.berth.operator.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Asks over a socket of its own: the address connected to and the host asked for differ, as behind an ingress whose
/// name no DNS knows yet.
public final class SocketProbe implements RegistryProbe {
    private static final int TIMEOUT = (int) Duration.ofSeconds(3).toMillis();

    @Override
    public Answer ask(Target target) {
        try (Socket socket = connect(target)) {
            String request = "GET /v2/ HTTP/1.1\r\nHost: " + target.host()
                    + "\r\nUser-Agent: berth-operator\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            return judge(reader.readLine());
        } catch (IOException | GeneralSecurityException e) {
            return new Answer.Silent(String.valueOf(e.getMessage()));
        }
    }

    /// Without credentials a registry answers 401, be the challenge Basic or Bearer, and 200 where it knows no users.
    private static Answer judge(@Nullable String statusLine) {
        if (statusLine != null && statusLine.matches("HTTP/1\\.[01] (200|401).*")) {
            return new Answer.Answering();
        }
        return new Answer.Silent(statusLine == null ? "the connection was closed" : "it answered " + statusLine);
    }

    private static Socket connect(Target target) throws IOException, GeneralSecurityException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(InetAddress.getByName(target.address()), target.port()), TIMEOUT);
            plain.setSoTimeout(TIMEOUT);
            return target.tls().enabled() ? secure(plain, target) : plain;
        } catch (IOException | GeneralSecurityException e) {
            plain.close();
            throw e;
        }
    }

    private static SSLSocket secure(Socket plain, Target target) throws IOException, GeneralSecurityException {
        String name = target.host().replaceFirst(":[0-9]+$", "");
        SSLSocket socket = (SSLSocket)
                Trust.context(target.tls()).getSocketFactory().createSocket(plain, name, target.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        if (target.tls().authority() != null) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
