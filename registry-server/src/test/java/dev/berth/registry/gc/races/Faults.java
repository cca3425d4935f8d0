package dev.berth.registry.gc.races;

import dev.berth.registry.storage.Condemned;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredObject;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Storages that leave out one guard of the protocol, to show what it is for.
final class Faults {
    private Faults() {}

    /// Says that condemned content is there, and doesn't take it back.
    static Storage withoutRescue(Storage storage) {
        return proxy(Storage.class, storage, (method, arguments) -> switch (method.getName()) {
            case "stat" -> {
                StorageKey key = (StorageKey) arguments[0];
                yield storage.stat(key).or(() -> storage.condemned().stat(key));
            }
            case "open" -> {
                StorageKey key = (StorageKey) arguments[0];
                yield storage.open(key).or(() -> storage.condemned().open(key));
            }
            case "touch" -> {
                storage.touch((StorageKey) arguments[0]);
                yield true;
            }
            case "condemned" ->
                proxy(
                        Condemned.class,
                        storage.condemned(),
                        (step, keys) ->
                                step.getName().equals("rescue") ? false : call(step, storage.condemned(), keys));
            default -> call(method, storage, arguments);
        });
    }

    /// Remembers what it saw once, as a server does that keeps descriptors in memory.
    static Storage remembering(Storage storage) {
        Map<StorageKey, StoredObject> known = new ConcurrentHashMap<>();
        return proxy(Storage.class, storage, (method, arguments) -> switch (method.getName()) {
            case "stat" -> {
                StorageKey key = (StorageKey) arguments[0];
                storage.stat(key).ifPresent(object -> known.putIfAbsent(key, object));
                yield Optional.ofNullable(known.get(key));
            }
            case "touch" -> {
                storage.touch((StorageKey) arguments[0]);
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

    /// Purges whatever is condemned by now, not what was looked at.
    static Storage withoutNames(Storage storage) {
        Condemned condemned = storage.condemned();
        Condemned nameless = proxy(
                Condemned.class,
                condemned,
                (method, arguments) -> method.getName().equals("purge")
                        ? purgeAny(condemned, (StorageKey) arguments[0])
                        : call(method, condemned, arguments));
        return proxy(
                Storage.class,
                storage,
                (method, arguments) ->
                        method.getName().equals("condemned") ? nameless : call(method, storage, arguments));
    }

    private static boolean purgeAny(Condemned condemned, StorageKey key) {
        Optional<Instant> since = condemned.stat(key).map(StoredObject::modified);
        return since.isPresent() && condemned.purge(key, since.get());
    }

    private interface Step {
        Object take(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T target, Step step) {
        InvocationHandler handler = (_, method, arguments) -> step.take(method, arguments);
        return type.cast(Proxy.newProxyInstance(target.getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
