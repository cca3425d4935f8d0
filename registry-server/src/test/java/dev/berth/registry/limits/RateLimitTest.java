package dev.berth.registry.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestRegistry;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RateLimitTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry().with(RequestRate.class, new RequestRate(1, 3));

    private final AtomicLong time = new AtomicLong();
    private final RateLimits limits = new RateLimits(new RequestRate(2, 3), time::get);

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() {
        var answer = REGISTRY.get("/v2/");
        for (int i = 0; i < 10 && answer.statusCode() == 200; i++) {
            answer = REGISTRY.get("/v2/");
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(TestRegistry.header(answer, "Retry-After")).isEqualTo("1");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("TOOMANYREQUESTS");
        assertThat(REGISTRY.get("/").statusCode()).as("probes are not counted").isEqualTo(200);
    }

    @Test
    void aBucketEmptiesAtOnceAndFillsAtItsRate() {
        assertThat(take("a", 4)).isEqualTo(3);
        assertThat(take("b", 4)).as("another client").isEqualTo(3);

        time.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(take("a", 4)).isEqualTo(2);

        time.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(take("a", 4)).isEqualTo(3);
    }

    private int take(String client, int requests) {
        int taken = 0;
        for (int i = 0; i < requests; i++) {
            taken += limits.secondsToWait(client) == 0 ? 1 : 0;
        }
        return taken;
    }
}
