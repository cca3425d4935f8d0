package dev.berth.registry.storage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A storage before each of whose steps something may happen: what other processes do meanwhile, or the end of this
/// one.
public final class InterceptedStorage {
    private InterceptedStorage() {}

    /// Told the name of each method, `condemned.` before those of what is condemned, and its arguments.
    @FunctionalInterface
    public interface Interceptor {
        void before(String step, List<?> arguments);
    }

    public static Storage of(Storage storage, Interceptor interceptor) {
        Condemned condemned = proxy(Condemned.class, storage.condemned(), "condemned.", interceptor);
        Storage steps = proxy(Storage.class, storage, "", interceptor);
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(),
                new Class<?>[] {Storage.class},
                (proxy, method, arguments) -> method.getName().equals("condemned")
                        ? condemned
                        : Proxy.getInvocationHandler(steps).invoke(proxy, method, arguments));
    }

    private static <T> T proxy(Class<T> type, T target, String prefix, Interceptor interceptor) {
        InvocationHandler handler = (_, method, arguments) -> {
            interceptor.before(prefix + method.getName(), list(arguments));
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static List<?> list(Object @Nullable [] arguments) {
        return arguments == null ? List.of() : List.of(arguments);
    }
}
