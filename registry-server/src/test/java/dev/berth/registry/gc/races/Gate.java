package dev.berth.registry.gc.races;

import dev.berth.registry.LoopbackProxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Stands before a service, and lets each request pass when its steps do: by its method, and by its path.
final class Gate implements AutoCloseable {
    private static final Pattern REQUEST =
            Pattern.compile("(GET|HEAD|PUT|POST|DELETE) (\\S+) HTTP/1.1\r\n.*", Pattern.DOTALL);
    private final LoopbackProxy proxy;
    private final Steps steps;

    Gate(int target, Steps steps) throws IOException {
        this.steps = steps;
        this.proxy = new LoopbackProxy(target, this::request, LoopbackProxy.Way.UNCHANGED);
    }

    String endpoint() {
        return proxy.endpoint();
    }

    private Optional<byte[]> request(byte[] piece, Socket client, Socket service) throws InterruptedException {
        var request = REQUEST.matcher(new String(piece, StandardCharsets.ISO_8859_1));
        if (request.matches()) {
            steps.pass(request.group(1), request.group(2));
        }
        return Optional.of(piece);
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
