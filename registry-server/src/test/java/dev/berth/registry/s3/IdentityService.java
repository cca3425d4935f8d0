package dev.berth.registry.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Gives away the keys of [ObjectServer] for an hour in the three ways of AWS: for a token of a web identity, on the
/// instance to who asks, and to a pod that shows the token of its agent. The latter two come without a token of a
/// session, which the services of tests refuse.
final class IdentityService implements AutoCloseable {
    static final String ROLE = "arn:aws:iam::123456789012:role/berth";
    static final String TOKEN = "token-of-a-service-account";
    private static final String INSTANCE = "/latest/meta-data/iam/security-credentials/";
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final HttpServer server;

    IdentityService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::assumeRole);
        server.createContext("/latest/api/token", exchange -> answer(exchange, 200, "session"));
        server.createContext(INSTANCE, this::instanceRole);
        server.createContext("/pod", this::pod);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void assumeRole(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!form.contains("Action=AssumeRoleWithWebIdentity") || !form.contains("WebIdentityToken=" + TOKEN)) {
            answer(exchange, NOT_FOUND, form);
            return;
        }
        answer(exchange, 200, """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleWithWebIdentityResult>
                    <AssumedRoleUser><Arn>%s</Arn><AssumedRoleId>AROA:berth</AssumedRoleId></AssumedRoleUser>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>
                      <SessionToken>session</SessionToken><Expiration>%s</Expiration>
                    </Credentials>
                  </AssumeRoleWithWebIdentityResult>
                </AssumeRoleWithWebIdentityResponse>
                """.formatted(ROLE, ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY, end()));
    }

    private void instanceRole(HttpExchange exchange) throws IOException {
        var isRole = exchange.getRequestURI().getPath().length() > INSTANCE.length();
        answer(exchange, 200, isRole ? keys() : "berth");
    }

    private void pod(HttpExchange exchange) throws IOException {
        var shown = exchange.getRequestHeaders().getFirst("Authorization");
        answer(exchange, TOKEN.equals(shown) ? 200 : FORBIDDEN, keys());
    }

    private static String keys() {
        return """
                {"Code": "Success", "Type": "AWS-HMAC", "LastUpdated": "2024-01-01T00:00:00Z",
                 "AccessKeyId": "%s", "SecretAccessKey": "%s", "Expiration": "%s"}
                """.formatted(ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY, end());
    }

    private static Instant end() {
        return Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
