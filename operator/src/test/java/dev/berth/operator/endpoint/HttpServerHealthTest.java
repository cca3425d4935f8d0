package dev.berth.operator.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerHealthTest {
    private volatile int status = 503;
    private volatile String body = "storage cannot be written: full\nand more\n";
    private HttpServer server;

    @BeforeEach
    void answer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/readyz", exchange -> {
            byte[] answer = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void firstLineOfARefusalIsTheComplaint() {
        assertThat(complaint()).isEqualTo("storage cannot be written: full");
    }

    @Test
    void whoIsReadyOrIsSomebodyElseHasNone() {
        status = 200;
        assertThat(complaint()).isEmpty();
        status = 404;
        assertThat(complaint()).isEmpty();
        status = 503;
        body = "\n";
        assertThat(complaint()).isEmpty();
    }

    @Test
    void noMoreIsReadThanAComplaintNeeds() {
        body = "x".repeat(1 << 20);

        assertThat(complaint()).isEmpty();
    }

    @Test
    void whoDoesNotAnswerHasNone() {
        server.stop(0);

        assertThat(complaint()).isEmpty();
    }

    private String complaint() {
        return new HttpServerHealth(server.getAddress().getPort())
                .complaint("127.0.0.1")
                .orElse("");
    }
}
