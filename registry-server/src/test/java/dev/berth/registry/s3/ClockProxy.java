package dev.berth.registry.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.berth.registry.LoopbackProxy;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
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

    private final LoopbackProxy proxy;
    private final Duration ahead;
    private final AtomicInteger refused = new AtomicInteger();

    ClockProxy(int target, Duration ahead) throws IOException {
        this.ahead = ahead;
        this.proxy = new LoopbackProxy(target, this::request, this::answer);
    }

    String endpoint() {
        return proxy.endpoint();
    }

    int refused() {
        return refused.get();
    }

    private Instant now() {
        return Instant.now().plus(ahead);
    }

    private Optional<byte[]> request(byte[] piece, Socket client, Socket service) throws IOException {
        var signed = SIGNED.matcher(new String(piece, ISO_8859_1));
        if (!signed.find() || !isFarOff(STAMP.parse(signed.group(1), Instant::from))) {
            return Optional.of(piece);
        }
        refused.incrementAndGet();
        client.getOutputStream().write(refusal().getBytes(ISO_8859_1));
        client.shutdownOutput();
        client.getInputStream().skipNBytes(client.getInputStream().available());
        return Optional.empty();
    }

    private Optional<byte[]> answer(byte[] piece, Socket service, Socket client) {
        var date = Matcher.quoteReplacement("\r\nDate: " + HTTP.format(now()) + "\r\n");
        return Optional.of(
                DATED.matcher(new String(piece, ISO_8859_1)).replaceFirst(date).getBytes(ISO_8859_1));
    }

    private boolean isFarOff(Instant signed) {
        return Duration.between(signed, now()).abs().compareTo(TOLERANCE) > 0;
    }

    private String refusal() {
        return "HTTP/1.1 403 Forbidden\r\nDate: " + HTTP.format(now())
                + "\r\nContent-Type: application/xml\r\nContent-Length: " + TOO_SKEWED.length()
                + "\r\nConnection: close\r\n\r\n" + TOO_SKEWED;
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
