package dev.berth.registry.gc.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Condemned;
import dev.berth.registry.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Stops whoever uses a storage before a named step, until it is let go on.
final class Steps {
    private static final int PATIENCE_SECONDS = 30;
    private static final Set<String> CHANGES = Set.of(
            "write",
            "create",
            "move",
            "delete",
            "touch",
            "prune",
            "condemned.condemn",
            "condemned.rescue",
            "condemned.purge");
    private final List<Stop> stops = new CopyOnWriteArrayList<>();
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    /// One step that is waited for: the method of the storage, and a part of the key.
    static final class Stop {
        private final String method;
        private final String part;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        private Stop(String method, String part) {
            this.method = method;
            this.part = part;
        }

        void awaitReached() throws InterruptedException {
            assertThat(reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("somebody comes to %s of %s", method, part)
                    .isTrue();
        }

        void release() {
            released.countDown();
        }

        private boolean takes(String name, String key) {
            return reached.getCount() > 0 && name.equals(method) && key.contains(part);
        }
    }

    /// The first such step is stopped, the later ones are not.
    Stop before(String method, String part) {
        Stop stop = new Stop(method, part);
        stops.add(stop);
        return stop;
    }

    /// Kills before the next change after so many: whatever the process still does changes nothing.
    void killAfter(int changes) {
        left.set(changes);
    }

    Storage of(Storage storage) {
        return proxy(Storage.class, storage, "");
    }

    private <T> T proxy(Class<T> type, T target, String prefix) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    String key = arguments == null || arguments.length == 0 ? "" : arguments[0].toString();
                    pass(prefix + method.getName(), key);
                    try {
                        Object answer = method.invoke(target, arguments);
                        return answer instanceof Condemned condemned
                                ? proxy(Condemned.class, condemned, "condemned.")
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    void pass(String method, String key) throws InterruptedException {
        if (CHANGES.contains(method) && left.getAndDecrement() <= 0) {
            throw new StorageException("killed");
        }
        for (Stop stop : stops) {
            if (stop.takes(method, key)) {
                stop.reached.countDown();
                assertThat(stop.released.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
            }
        }
    }
}
