package dev.berth.registry.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final int target;
    private final AtomicInteger pieces = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Fault fault = Fault.NONE;

    FaultyProxy(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    String endpoint() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /// From now on.
    void set(Fault next) {
        fault = next;
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
                var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            var answers = Thread.ofVirtual().start(() -> pass(server, client));
            pass(client, server);
            answers.join();
        } catch (IOException _) {
            // one of the two is gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A connection that is open when the fault begins suffers it with its next bytes.
    private void pass(Socket from, Socket to) {
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            var piece = new byte[16 << 10];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                if (suffers(to)) {
                    misbehave(from, in, out);
                    break;
                }
                if (fault == Fault.SLOW) {
                    TimeUnit.MILLISECONDS.sleep(LATE_MILLIS);
                }
                out.write(piece, 0, count);
            }
            to.close();
            from.close();
        } catch (IOException _) {
            // one of the two is gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean suffers(Socket to) {
        return switch (fault) {
            case NONE, SLOW -> false;
            case CONFLICT -> to.getPort() == target && pieces.incrementAndGet() % CONFLICT_EVERY == 0;
            case TRICKLE, RESET, BUSY, SILENCE -> true;
        };
    }

    private void misbehave(Socket from, InputStream in, OutputStream there) throws IOException, InterruptedException {
        switch (fault) {
            case BUSY -> answer(from, in, "503 Slow Down");
            case CONFLICT -> answer(from, in, "409 Conflict");
            case TRICKLE -> {
                while (fault == Fault.TRICKLE) {
                    there.write('H');
                    TimeUnit.MILLISECONDS.sleep(LATE_MILLIS);
                }
            }
            case SILENCE -> closed.await();
            case RESET -> from.setSoLinger(true, 0);
            case NONE, SLOW -> {
                // it was over in that moment
            }
        }
    }

    private static void answer(Socket from, InputStream in, String status) throws IOException {
        OutputStream out = from.getOutputStream();
        out.write("HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .formatted(status)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        from.shutdownOutput();
        in.skipNBytes(Math.min(in.available(), 1 << 20));
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }
}
