package dev.berth.registry.gc.races;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Condemned;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.StoredObject;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/// Storages that leave out one guard of the protocol, to show what it is for.
final class Faults {
    private static final int LARGEST_MANIFEST = 1 << 16;

    private Faults() {}

    /// Says that condemned content is there, and doesn't take it back.
    static Storage withoutRescue(Storage storage) {
        Condemned condemned = storage.condemned();
        return proxy(Storage.class, storage, (method, arguments) -> switch (method.getName()) {
            case "stat" -> storage.stat(key(arguments)).or(() -> condemned.stat(key(arguments)));
            case "open" -> storage.open(key(arguments)).or(() -> condemned.open(key(arguments)));
            case "touch" -> {
                storage.touch(key(arguments));
                yield true;
            }
            case "condemned" ->
                proxy(
                        Condemned.class,
                        condemned,
                        (step, keys) -> step.getName().equals("rescue") ? false : call(step, condemned, keys));
            default -> call(method, storage, arguments);
        });
    }

    /// Remembers what it saw once, as a server does that keeps descriptors in memory.
    static Storage remembering(Storage storage) {
        Map<StorageKey, StoredObject> known = new ConcurrentHashMap<>();
        return proxy(Storage.class, storage, (method, arguments) -> switch (method.getName()) {
            case "stat" -> {
                storage.stat(key(arguments)).ifPresent(object -> known.putIfAbsent(key(arguments), object));
                yield Optional.ofNullable(known.get(key(arguments)));
            }
            case "touch" -> {
                storage.touch(key(arguments));
                yield true;
            }
            default -> call(method, storage, arguments);
        });
    }

    /// Makes nothing young again.
    static Storage withoutTouch(Storage storage) {
        return proxy(
                Storage.class,
                storage,
                (method, arguments) -> method.getName().equals("touch") ? true : call(method, storage, arguments));
    }

    /// Tidies nothing up.
    static Storage withoutPrune(Storage storage) {
        return proxy(
                Storage.class,
                storage,
                (method, arguments) -> method.getName().equals("prune") ? null : call(method, storage, arguments));
    }

    /// Shows manifests that name no subject.
    static Storage withoutSubjects(Storage storage) {
        Condemned condemned = storage.condemned();
        Storage present = with(
                storage,
                (method, arguments) -> method.getName().equals("open")
                        ? condemned.open(key(arguments)).map(Faults::withoutSubject)
                        : call(method, condemned, arguments));
        return proxy(
                Storage.class,
                storage,
                (method, arguments) -> method.getName().equals("open")
                        ? storage.open(key(arguments)).map(Faults::withoutSubject)
                        : call(method, present, arguments));
    }

    private static StoredContent withoutSubject(StoredContent content) {
        try (content) {
            String text = new String(content.readAll(LARGEST_MANIFEST), StandardCharsets.UTF_8);
            byte[] bytes = text.replace("\"subject\"", "\"nothing\"").getBytes(StandardCharsets.UTF_8);
            return new Pieces(bytes.length, (target, position) -> {
                int count = Math.min(target.remaining(), bytes.length - (int) position);
                target.put(bytes, (int) position, count);
                return count == 0 ? -1 : count;
            });
        }
    }

    /// Opens an object anew for each piece that is read of it.
    static Storage withoutOpenObject(Storage storage) {
        return proxy(
                Storage.class,
                storage,
                (method, arguments) -> method.getName().equals("open")
                        ? storage.stat(key(arguments))
                                .map(object -> new Pieces(
                                        object.size(),
                                        (target, position) -> read(storage, key(arguments), target, position)))
                        : call(method, storage, arguments));
    }

    private static int read(Storage storage, StorageKey key, ByteBuffer target, long position) throws IOException {
        try (var open = storage.open(key).orElseThrow(() -> new StorageException(key + " is gone"))) {
            return open.read(target, position);
        }
    }

    private interface Reading {
        int read(ByteBuffer target, long position) throws IOException;
    }

    private record Pieces(long size, Reading reading) implements StoredContent {
        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return reading.read(target, position);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /// Purges manifests only once the blobs are.
    static Storage blobsBeforeManifests(Storage storage) {
        Condemned condemned = storage.condemned();
        Queue<Runnable> manifests = new ArrayDeque<>();
        Condemned later = proxy(Condemned.class, condemned, (method, arguments) -> {
            if (!method.getName().equals("purge") || !key(arguments).toString().contains("_manifests")) {
                return call(method, condemned, arguments);
            }
            return manifests.add(() -> condemned.purge(key(arguments), (Instant) arguments[1]));
        });
        return proxy(Storage.class, storage, (method, arguments) -> {
            if (method.getName().equals("list") && key(arguments).equals(Layout.blobs())) {
                manifests.forEach(Runnable::run);
                manifests.clear();
            }
            return method.getName().equals("condemned") ? later : call(method, storage, arguments);
        });
    }

    /// Purges whatever is condemned by now, not what was looked at.
    static Storage withoutNames(Storage storage) {
        Condemned condemned = storage.condemned();
        return with(
                storage,
                (method, arguments) -> method.getName().equals("purge")
                        ? condemned
                                .stat(key(arguments))
                                .filter(now -> condemned.purge(key(arguments), now.modified()))
                                .isPresent()
                        : call(method, condemned, arguments));
    }

    /// Believes a clock that is wrong by so much.
    static Storage believingItsClock(Storage storage, Duration wrong) {
        return proxy(
                Storage.class,
                storage,
                (method, arguments) ->
                        method.getName().equals("now") ? storage.now().plus(wrong) : call(method, storage, arguments));
    }

    /// Dates what is condemned by the clocks of those who did that, which are wrong by so much.
    static Storage datedByCollectors(Storage storage, Duration wrong) {
        Condemned condemned = storage.condemned();
        return with(storage, (method, arguments) -> switch (method.getName()) {
            case "stat" ->
                condemned
                        .stat(key(arguments))
                        .map(object -> new StoredObject(
                                object.size(), object.modified().plus(wrong)));
            case "purge" -> condemned.purge(key(arguments), ((Instant) arguments[1]).minus(wrong));
            default -> call(method, condemned, arguments);
        });
    }

    private interface Step {
        Object take(Method method, Object[] arguments) throws Throwable;
    }

    /// With these steps on what is condemned.
    private static Storage with(Storage storage, Step step) {
        Condemned condemned = proxy(Condemned.class, storage.condemned(), step);
        return proxy(
                Storage.class,
                storage,
                (method, arguments) ->
                        method.getName().equals("condemned") ? condemned : call(method, storage, arguments));
    }

    private static <T> T proxy(Class<T> type, T target, Step step) {
        InvocationHandler handler = (_, method, arguments) -> step.take(method, arguments);
        return type.cast(Proxy.newProxyInstance(target.getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static StorageKey key(Object[] arguments) {
        return (StorageKey) arguments[0];
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
