package dev.berth.registry.gc.races;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Stands before a service, and lets each request pass when its steps do: by its method, and by its path.
final class Gate implements AutoCloseable {
    private static final Pattern REQUEST =
            Pattern.compile("(GET|HEAD|PUT|POST|DELETE) (\\S+) HTTP/1.1\r\n.*", Pattern.DOTALL);
    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int target;
    private final Steps steps;

    Gate(int target, Steps steps) throws IOException {
        this.target = target;
        this.steps = steps;
        Thread.ofVirtual().start(this::accept);
    }

    String endpoint() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(server);
            Thread.ofVirtual().start(() -> pass(server, client));
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            byte[] piece = new byte[16 << 10];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                var request = REQUEST.matcher(new String(piece, 0, count, StandardCharsets.ISO_8859_1));
                if (request.matches()) {
                    steps.pass(request.group(1), request.group(2));
                }
                out.write(piece, 0, count);
            }
        } catch (IOException _) {
            // one of the two is gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket server, Socket client) {
        try (server;
                client) {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException _) {
            // one of the two is gone
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
