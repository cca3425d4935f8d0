package dev.berth.registry.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.oci.Digest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DigestLocksTest {
    private static final Digest ONE = Digest.sha256(new byte[] {1});
    private static final Digest TWO = Digest.sha256(new byte[] {2});

    private final DigestLocks locks = new DigestLocks();

    @Test
    void collectorWaitsForEveryHolderOfTheDigest() throws InterruptedException {
        var collected = new AtomicBoolean();
        Thread collector;

        try (var _ = locks.shared(List.of(ONE, TWO, ONE))) {
            try (var _ = locks.shared(ONE)) {
                collector = collect(ONE, collected);
                await().until(() -> collector.getState() == Thread.State.WAITING);
            }
            assertThat(collected).isFalse();
        }

        collector.join();
        assertThat(collected).isTrue();
    }

    @Test
    void otherDigestsAreNotHeldUp() throws InterruptedException {
        var collected = new AtomicBoolean();

        try (var _ = locks.shared(ONE)) {
            collect(TWO, collected).join();
        }

        assertThat(collected).isTrue();
    }

    @Test
    void holdersWaitForTheCollector() throws InterruptedException {
        var held = new AtomicBoolean();
        var started = new CountDownLatch(1);
        Thread holder;

        try (var _ = locks.exclusive(ONE)) {
            holder = Thread.ofPlatform().start(() -> {
                started.countDown();
                try (var _ = locks.shared(List.of(TWO, ONE))) {
                    held.set(true);
                }
            });
            started.await();
            await().until(() -> holder.getState() == Thread.State.WAITING);
            assertThat(held).isFalse();
        }

        holder.join();
        assertThat(held).isTrue();
    }

    private Thread collect(Digest digest, AtomicBoolean collected) {
        return Thread.ofPlatform().start(() -> {
            try (var _ = locks.exclusive(digest)) {
                collected.set(true);
            }
        });
    }
}
