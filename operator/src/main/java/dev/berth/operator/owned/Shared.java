package dev.berth.operator.owned;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Values that one pass computes once and all its objects read.
public final class Shared {
    private Shared() {}

    /// Offers a value; it is computed when somebody asks first.
    public static <T> void offer(Context<?> context, Class<T> type, Supplier<T> value) {
        context.managedWorkflowAndDependentResourceContext().put(type, new Once<>(value));
    }

    @SuppressWarnings("unchecked")
    public static <T> T get(Context<?> context, Class<T> type) {
        Once<T> once = context.managedWorkflowAndDependentResourceContext().getMandatory(type, Once.class);
        return once.get();
    }

    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> source;
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable T value;

        Once(Supplier<T> source) {
            this.source = source;
        }

        @Override
        public T get() {
            lock.lock();
            try {
                T known = value;
                if (known == null) {
                    known = source.get();
                    value = known;
                }
                return known;
            } finally {
                lock.unlock();
            }
        }
    }
}
