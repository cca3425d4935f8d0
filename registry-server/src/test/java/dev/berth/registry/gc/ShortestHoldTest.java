package dev.berth.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.storage.Condemned;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers that remember for a while what is not condemned have that while, also from a run that holds nothing.
class ShortestHoldTest {
    private static final Duration SHORTEST = Duration.ofMillis(800);
    private final Map<String, Instant> steps = new ConcurrentHashMap<>();

    @Test
    void runWithoutHoldWaitsBeforeItPurges(@TempDir Path folder) {
        byte[] orphan = {1, 2, 3};
        Storage storage = new FilesystemStorage(new FilesystemConfig(folder), Clock.systemUTC());
        storage.write(Layout.blobData(Digest.sha256(orphan)), orphan);

        var report = Collecting.collect(slowToNotice(storage), CollectionRequest.atOnce(true));

        assertThat(report.removedBlobs()).isOne();
        assertThat(steps.getOrDefault("purge", Instant.EPOCH))
                .isAfterOrEqualTo(steps.getOrDefault("condemn", Instant.EPOCH).plus(SHORTEST));
    }

    private Storage slowToNotice(Storage storage) {
        Condemned condemned = proxy(Condemned.class, (_, method, arguments) -> {
            steps.put(method.getName(), Instant.now());
            return method.getName().equals("shortestHold") ? SHORTEST : method.invoke(storage.condemned(), arguments);
        });
        return proxy(
                Storage.class,
                (_, method, arguments) ->
                        method.getName().equals("condemned") ? condemned : method.invoke(storage, arguments));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
