package dev.berth.registry.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What some files say, read at the start and again whenever they change. Content that cannot be used is logged and
/// counted, and what was read before stays.
public final class Reloaded<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Reloaded.class);

    private final Supplier<T> reader;
    private final String kept;
    private final AtomicLong failures = new AtomicLong();
    private volatile T current;

    /// The reader throws a [ConfigurationException] for what cannot be used, now as later. A failure is told by `kept`,
    /// such as "The old users stay in force", and the reason.
    public Reloaded(Supplier<T> reader, String kept) {
        this.reader = reader;
        this.kept = kept;
        this.current = reader.get();
    }

    /// Shows every new content to the consumer, also one that came since the first was read.
    public void follow(FileWatch watch, List<Path> files, Consumer<T> changed) {
        watch.watch(files, () -> read(changed));
        read(changed);
    }

    private synchronized void read(Consumer<T> changed) {
        try {
            T next = reader.get();
            if (!next.equals(current)) {
                current = next;
                changed.accept(next);
            }
        } catch (ConfigurationException e) {
            failures.incrementAndGet();
            LOG.error("{}: {}", kept, e.getMessage());
        }
    }

    public T current() {
        return current;
    }

    /// How often new content was refused since the start.
    public long failures() {
        return failures.get();
    }
}
