package dev.berth.registry.storage.s3.bucket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/// Stands in front of a service and remembers the heads of the requests it passes on.
public final class RequestRecorder implements AutoCloseable {
    private static final Pattern HEAD =
            Pattern.compile("(?:GET|HEAD|PUT|POST|DELETE) [^ \r\n]+ HTTP/1\\.1\r\n(?:[^\r\n]+\r\n)*");
    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final int target;
    private final ConcurrentLinkedQueue<String> heads = new ConcurrentLinkedQueue<>();

    public RequestRecorder(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// Forgets what was until now.
    public void clear() {
        heads.clear();
    }

    /// Each with its line and its fields.
    public List<String> heads() {
        return List.copyOf(heads);
    }

    /// How many there were of each method.
    public Map<String, Integer> counts() {
        var counts = new TreeMap<String, Integer>();
        heads.forEach(head -> counts.merge(head.substring(0, head.indexOf(' ')), 1, Integer::sum));
        return counts;
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
                HEAD.matcher(new String(piece, 0, count, ISO_8859_1))
                        .results()
                        .forEach(head -> heads.add(head.group()));
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
