package dev.berth.operator.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpMaintenanceTest {
    private static final Map<String, String> ANSWERS = Map.of(
            "/berth/v1/migration",
            """
            {"state": "Copying", "startedAt": "2026-01-01T00:00:00Z", "finishedAt": null, "pass": 2, "repositories": 3,
             "copiedBlobs": 4, "copiedBytes": 5, "copiedLinks": 6, "presentBlobs": 7, "seconds": 8.5, "problems": ["one"]}
            """,
            "/berth/v1/garbage-collections/latest",
            "{\"id\": \"r1\", \"freedBytes\": 9}",
            "/berth/v1/storage",
            """
            {"driver": "s3", "capabilities": {"conditional-create": true, "conditional-replace": false,
             "conditional-delete": true, "later": true}}
            """);

    private final HttpMaintenance maintenance = new HttpMaintenance();
    private HttpServer server;

    @BeforeEach
    void answer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean known = "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            String answer = ANSWERS.get(exchange.getRequestURI().getPath());
            byte[] body = (answer == null ? "{}" : answer).getBytes(UTF_8);
            exchange.sendResponseHeaders(!known ? 401 : answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aMoveIsReadAsTheServerTellsIt() {
        assertThat(maintenance.migration(target(), "secret"))
                .contains(
                        new MigrationReport("Copying", "2026-01-01T00:00:00Z", null, 2, 3, 4, 5, 6, 7, List.of("one")));
    }

    @Test
    void aCollectionIsReadFromItsOwnPath() {
        assertThat(maintenance.collection(target(), "secret"))
                .hasValueSatisfying(report -> assertThat(report.freedBytes()).isEqualTo(9));
    }

    @Test
    void whatTheServerDoesNotTellOfItsStorageIsNotThere() {
        assertThat(maintenance.storage(target(), "secret"))
                .contains(new StorageReport(new StorageReport.Capabilities(true, false, true, false)));
    }

    @Test
    void whoDoesNotTellHasNothingToTell() {
        assertThat(maintenance.migration(target(), "guess")).isEmpty();

        server.stop(0);

        assertThat(maintenance.migration(target(), "secret")).isEmpty();
    }

    private Target target() {
        return new Target("127.0.0.1", server.getAddress().getPort(), "registry", Target.Tls.NONE);
    }
}
