package dev.berth.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A connection that sends exactly what a test gives it, well-formed or not.
public final class RawConnection implements AutoCloseable {
    private final Socket socket;

    /// What came back: the head and the body.
    public record Answer(String head, String text) {
        public int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        public boolean hasHeader(String line) {
            return head.lines().anyMatch(line::equalsIgnoreCase);
        }
    }

    public RawConnection(TestRegistry registry) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), registry.port());
        socket.setSoTimeout(20_000);
    }

    public RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /// The head of a request without a body.
    public RawConnection request(String method, String path) throws IOException {
        return send(method + " " + path + " HTTP/1.1\r\nHost: registry\r\n\r\n");
    }

    /// Reads one answer, whose length its head gives.
    public Answer read() throws IOException {
        var head = readHead();
        var length = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.split(":", 2)[1].strip()))
                .findFirst()
                .orElse(0);
        return new Answer(head, new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8));
    }

    /// Reads the head alone, as the answer to HEAD is.
    public Answer readWithoutBody() throws IOException {
        return new Answer(readHead(), "");
    }

    /// Whether the server has ended its half of the connection, with nothing more to read.
    public boolean isEndedByServer() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    private String readHead() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("connection ended after: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
