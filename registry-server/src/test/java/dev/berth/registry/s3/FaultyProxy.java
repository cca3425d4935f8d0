package dev.berth.registry.s3;

import dev.berth.registry.LoopbackProxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands in front of a service, passes bytes on, and on demand does what networks and busy services do.
final class FaultyProxy implements AutoCloseable {
    private static final int CONFLICT_EVERY = 3;

    private static final int LATE_MILLIS = 200;

    enum Fault {
        NONE,
        /// Every piece comes late, yet comes.
        SLOW,
        /// An answer that never ends, byte by byte.
        TRICKLE,
        RESET,
        BUSY,
        /// Now and then a request is refused because another was just under way at the same place.
        CONFLICT,
        SILENCE
    }

    private final LoopbackProxy proxy;
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Fault fault = Fault.NONE;

    FaultyProxy(int target) throws IOException {
        proxy = new LoopbackProxy(target, this::request, this::pass);
    }

    String endpoint() {
        return proxy.endpoint();
    }

    /// From now on.
    void set(Fault next) {
        fault = next;
    }

    private Optional<byte[]> request(byte[] piece, Socket client, Socket service)
            throws IOException, InterruptedException {
        if (fault == Fault.CONFLICT && requests.incrementAndGet() % CONFLICT_EVERY == 0) {
            return answer(client, "409 Conflict");
        }
        return pass(piece, client, service);
    }

    /// A connection that is open when the fault begins suffers it with its next bytes.
    private Optional<byte[]> pass(byte[] piece, Socket from, Socket to) throws IOException, InterruptedException {
        switch (fault) {
            case NONE, CONFLICT -> {
                return Optional.of(piece);
            }
            case SLOW -> {
                TimeUnit.MILLISECONDS.sleep(LATE_MILLIS);
                return Optional.of(piece);
            }
            case BUSY -> answer(from, "503 Slow Down");
            case TRICKLE -> {
                while (fault == Fault.TRICKLE) {
                    to.getOutputStream().write('H');
                    TimeUnit.MILLISECONDS.sleep(LATE_MILLIS);
                }
            }
            case SILENCE -> closed.await();
            case RESET -> from.setSoLinger(true, 0);
        }
        return Optional.empty();
    }

    private static Optional<byte[]> answer(Socket to, String status) throws IOException {
        var out = to.getOutputStream();
        out.write("HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .formatted(status)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        to.shutdownOutput();
        var in = to.getInputStream();
        in.skipNBytes(Math.min(in.available(), 1 << 20));
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        proxy.close();
    }
}
