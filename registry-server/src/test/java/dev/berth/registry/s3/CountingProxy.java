package dev.berth.registry.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/// Stands in front of a service and counts requests by their methods.
final class CountingProxy implements AutoCloseable {
    private static final Pattern START = Pattern.compile("(GET|HEAD|PUT|POST|DELETE) [^ \r\n]+ HTTP/1\\.1\r\n");
    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final int target;
    private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

    CountingProxy(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Since the last time.
    Map<String, Integer> take() {
        var taken = new TreeMap<>(counts);
        counts.clear();
        return taken;
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client;
                var service = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread.ofVirtual().start(() -> answers(service, client));
            var piece = new byte[64 << 10];
            var in = client.getInputStream();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                var starts = START.matcher(new String(piece, 0, count, ISO_8859_1));
                while (starts.find()) {
                    counts.merge(starts.group(1), 1, Integer::sum);
                }
                service.getOutputStream().write(piece, 0, count);
            }
        } catch (IOException _) {
            // one of the two is gone
        }
    }

    private static void answers(Socket service, Socket client) {
        try {
            service.getInputStream().transferTo(client.getOutputStream());
            client.close();
        } catch (IOException _) {
            // one of the two is gone
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
