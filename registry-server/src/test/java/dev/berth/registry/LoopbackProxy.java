package dev.berth.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/// Stands in front of a service on the loopback address, with a say in every piece of bytes that goes through.
public final class LoopbackProxy implements AutoCloseable {
    private static final int PIECE = 64 << 10;

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final IntSupplier target;
    private final Way requests;
    private final Way answers;

    /// What becomes of a piece on its way from one side to the other.
    @FunctionalInterface
    public interface Way {
        Way UNCHANGED = (piece, _, _) -> Optional.of(piece);

        /// What is passed on instead. The connection ends when it is empty.
        Optional<byte[]> pass(byte[] piece, Socket from, Socket to) throws IOException, InterruptedException;
    }

    public LoopbackProxy(int target, Way requests, Way answers) throws IOException {
        this(() -> target, requests, answers);
    }

    /// Each connection asks anew where it goes.
    public LoopbackProxy(IntSupplier target, Way requests, Way answers) throws IOException {
        this.target = target;
        this.requests = requests;
        this.answers = answers;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port();
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
                var service = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt())) {
            open.add(client);
            open.add(service);
            var back = Thread.ofVirtual().start(() -> pump(service, client, answers));
            pump(client, service, requests);
            back.join();
            open.remove(service);
            open.remove(client);
        } catch (IOException _) {
            // one of the two is gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(Socket from, Socket to, Way way) {
        try (from;
                to) {
            var in = from.getInputStream();
            var piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                var passed = way.pass(Arrays.copyOf(piece, count), from, to);
                if (passed.isEmpty()) {
                    return;
                }
                to.getOutputStream().write(passed.get());
            }
        } catch (IOException _) {
            // one of the two is gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var each : open) {
            each.close();
        }
    }
}
