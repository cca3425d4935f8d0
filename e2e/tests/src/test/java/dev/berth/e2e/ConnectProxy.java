package dev.berth.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// An HTTP proxy that leads every host name to one address: clients use real names and ports without any name service.
final class ConnectProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final InetSocketAddress target;

    private ConnectProxy(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    // The proxy is closed by its user.
    @SuppressWarnings("resource")
    static ConnectProxy to(String host, int port) {
        try {
            var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            var proxy = new ConnectProxy(listener, new InetSocketAddress(host, port));
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("could not open a proxy", e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> tunnel(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void tunnel(Socket client) {
        try (client;
                var server = new Socket()) {
            server.connect(target, 10_000);
            skipRequest(client.getInputStream());
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var upwards = Thread.ofVirtual().start(() -> copy(client, server));
            copy(server, client);
            upwards.join();
        } catch (IOException e) {
            // One side went away: the tunnel ends with it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // Clients wait for the answer before they send more, so reading ahead takes nothing from the tunnel.
    private static void skipRequest(InputStream input) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.US_ASCII));
        var line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            line = lines.readLine();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            OutputStream output = to.getOutputStream();
            from.getInputStream().transferTo(output);
            to.shutdownOutput();
        } catch (IOException e) {
            // The other direction sees the same end.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
