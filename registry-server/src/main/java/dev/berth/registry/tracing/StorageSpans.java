package dev.berth.registry.tracing;

import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/// Stands in front of a storage and makes a span of each action on a key. What no request asked for gets none.
final class StorageSpans implements InvocationHandler {
    private final Storage storage;
    private final Tracer tracer;

    private StorageSpans(Storage storage, Tracer tracer) {
        this.storage = storage;
        this.tracer = tracer;
    }

    static Storage around(Storage storage, Tracer tracer) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, new StorageSpans(storage, tracer));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        boolean asked = Span.current().getSpanContext().isValid();
        if (!asked || arguments == null || !(arguments[0] instanceof StorageKey key)) {
            return call(method, arguments);
        }
        Span span = tracer.spanBuilder("storage " + method.getName())
                .setAttribute("berth.storage.key", key.toString())
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
            return call(method, arguments);
        } catch (Throwable thrown) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", thrown.getClass().getName());
            throw thrown;
        } finally {
            span.end();
        }
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(storage, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
