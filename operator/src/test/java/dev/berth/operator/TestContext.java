package dev.berth.operator;

import dev.berth.api.v1alpha1.Registry;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.managed.ManagedWorkflowAndDependentResourceContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// A context that carries the values of one pass and nothing else.
final class TestContext {
    private TestContext() {}

    @SuppressWarnings("unchecked")
    static Context<Registry> create() {
        Map<Object, Object> values = new HashMap<>();
        var shared = proxy(
                ManagedWorkflowAndDependentResourceContext.class, (_, method, arguments) -> switch (method.getName()) {
                    case "put" -> {
                        values.put(arguments[0], arguments[1]);
                        yield null;
                    }
                    case "getMandatory" -> Objects.requireNonNull(values.get(arguments[0]));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return (Context<Registry>) proxy(Context.class, (_, method, _) -> {
            if (method.getName().equals("managedWorkflowAndDependentResourceContext")) {
                return shared;
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
