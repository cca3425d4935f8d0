package dev.berth.registry.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands in front of a service that takes any date, and makes it one whose clock is another: it refuses what is signed
/// a quarter of an hour away from that, as S3 does, and dates the answers.
final class ClockProxy implements AutoCloseable {
    private static final Duration TOLERANCE = Duration.ofMinutes(15);
    private static final Pattern SIGNED = Pattern.compile("(?i)x-amz-date: (\\d{8}T\\d{6}Z)");
    private static final Pattern DATED = Pattern.compile("(?i)\r\nDate: ([^\r]{29})\r\n");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String TOO_SKEWED =
            "<Error><Code>RequestTimeTooSkewed</Code><Message>far off</Message></Error>";

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final int target;
    private final Duration ahead;
    private final AtomicInteger refused = new AtomicInteger();

    ClockProxy(int target, Duration ahead) throws IOException {
        this.target = target;
        this.ahead = ahead;
        Thread.ofVirtual().start(this::accept);
    }

    String endpoint() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    int refused() {
        return refused.get();
    }

    private Instant now() {
        return Instant.now().plus(ahead);
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
            var in = client.getInputStream();
            for (var piece = read(in); !piece.isEmpty(); piece = read(in)) {
                var signed = SIGNED.matcher(piece);
                if (signed.find() && isFarOff(STAMP.parse(signed.group(1), Instant::from))) {
                    refused.incrementAndGet();
                    client.getOutputStream().write(refusal().getBytes(ISO_8859_1));
                    client.shutdownOutput();
                    in.skipNBytes(in.available());
                    return;
                }
                service.getOutputStream().write(piece.getBytes(ISO_8859_1));
            }
        } catch (IOException _) {
            // one of the two is gone
        }
    }

    private boolean isFarOff(Instant signed) {
        return Duration.between(signed, now()).abs().compareTo(TOLERANCE) > 0;
    }

    private String refusal() {
        return "HTTP/1.1 403 Forbidden\r\nDate: " + HTTP.format(now())
                + "\r\nContent-Type: application/xml\r\nContent-Length: " + TOO_SKEWED.length()
                + "\r\nConnection: close\r\n\r\n" + TOO_SKEWED;
    }

    private void answers(Socket service, Socket client) {
        try {
            var in = service.getInputStream();
            for (var piece = read(in); !piece.isEmpty(); piece = read(in)) {
                var date = Matcher.quoteReplacement("\r\nDate: " + HTTP.format(now()) + "\r\n");
                client.getOutputStream()
                        .write(DATED.matcher(piece).replaceFirst(date).getBytes(ISO_8859_1));
            }
            client.close();
        } catch (IOException _) {
            // one of the two is gone
        }
    }

    private static String read(InputStream in) throws IOException {
        var piece = new byte[16 << 10];
        return new String(piece, 0, Math.max(0, in.read(piece)), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
