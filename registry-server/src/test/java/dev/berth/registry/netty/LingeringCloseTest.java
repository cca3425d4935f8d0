package dev.berth.registry.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.berth.registry.RawConnection;
import dev.berth.registry.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LingeringCloseTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    @Test
    void acceptsWhatTheClientStillSendsAfterTheEnd() throws Exception {
        try (var connection = new RawConnection(REGISTRY)) {
            connection.send("GET /v2/ HTTP/1.1\r\nHost: registry\r\nConnection: close\r\n\r\n");

            assertThat(connection.read().status()).isEqualTo(200);
            assertThat(connection.isEndedByServer()).isTrue();
            // A reset is the answer to the first of these and an error in the next.
            assertThatCode(() -> {
                        connection.send("late");
                        Thread.sleep(50);
                        connection.send("later");
                    })
                    .doesNotThrowAnyException();
            assertThat(connection.isEndedByServer()).isTrue();
        }
    }
}
