package dev.berth.registry.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells when the bytes of configured files change. Contents are compared, not times, so that the symlink swap of a
/// mounted Secret is seen and a touched file is not. Two looks in a row must agree on the new content, so that a file
/// that is being written is left alone.
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final byte[] UNREADABLE = {};

    private final List<Watched> all = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("file-watch").factory());

    public FileWatch() {
        this(Duration.ofSeconds(1));
    }

    public FileWatch(Duration interval) {
        long millis = interval.toMillis();
        var _ = clock.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    void look() {
        all.forEach(Watched::compare);
    }

    /// Remembers what the files hold now and runs `changed` after each change. Call it before reading the files, so
    /// that none is missed.
    public void watch(List<Path> files, Runnable changed) {
        all.add(new Watched(files, changed));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static final class Watched {
        private final List<Path> files;
        private final Runnable changed;
        private List<byte[]> last;
        private List<byte[]> seen;

        Watched(List<Path> files, Runnable changed) {
            this.files = files;
            this.changed = changed;
            this.last = contents();
            this.seen = last;
        }

        void compare() {
            List<byte[]> now = contents();
            if (!same(last, now) && same(seen, now)) {
                last = now;
                notifyChanged();
            }
            seen = now;
        }

        private void notifyChanged() {
            try {
                changed.run();
            } catch (RuntimeException e) {
                LOG.error("Cannot take over the new content of {}", files, e);
            }
        }

        private List<byte[]> contents() {
            List<byte[]> contents = new ArrayList<>();
            for (Path file : files) {
                contents.add(content(file));
            }
            return contents;
        }

        private static byte[] content(Path file) {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                return UNREADABLE;
            }
        }

        private static boolean same(List<byte[]> one, List<byte[]> other) {
            return Arrays.deepEquals(one.toArray(), other.toArray());
        }
    }
}
