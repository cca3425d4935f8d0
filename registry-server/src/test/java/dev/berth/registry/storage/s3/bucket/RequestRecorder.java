package dev.berth.registry.storage.s3.bucket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.berth.registry.LoopbackProxy;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/// Stands in front of a service and remembers the heads of the requests it passes on.
public final class RequestRecorder implements AutoCloseable {
    private static final Pattern HEAD =
            Pattern.compile("(?:GET|HEAD|PUT|POST|DELETE) [^ \r\n]+ HTTP/1\\.1\r\n(?:[^\r\n]+\r\n)*");
    private final LoopbackProxy proxy;
    private final ConcurrentLinkedQueue<String> heads = new ConcurrentLinkedQueue<>();

    public RequestRecorder(int target) throws IOException {
        proxy = new LoopbackProxy(target, this::request, LoopbackProxy.Way.UNCHANGED);
    }

    public int port() {
        return proxy.port();
    }

    public String endpoint() {
        return proxy.endpoint();
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

    private Optional<byte[]> request(byte[] piece, Socket client, Socket service) {
        HEAD.matcher(new String(piece, ISO_8859_1)).results().forEach(head -> heads.add(head.group()));
        return Optional.of(piece);
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
