package dev.berth.registry.notifications;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The events of one endpoint, in order and numbered: the older ones in files, the newest in memory until they are
/// saved. When too many wait, the oldest are dropped. Adding touches memory alone.
final class EventQueue {
    private static final int FILE_EVENTS = 100;
    private static final int FILE_LENGTH = 1 << 20;
    private static final int MEMORY_LENGTH = 16 << 20;

    /// An event and its number.
    record Queued(long number, String line) {}

    /// A file: the number of its first event, how many it holds, and how many of those are done with.
    private static final class Saved {
        private final long from;
        private final int count;
        private final int length;
        private int done;

        Saved(long from, int count, int length) {
            this.from = from;
            this.count = count;
            this.length = length;
        }

        long end() {
            return from + count;
        }
    }

    /// Events about to be saved, behind those of a file that has room for them.
    private record Batch(@Nullable Saved onto, List<Queued> events) {}

    private final QueueFolder files;
    private final int limit;
    private final Object disk = new Object();
    private final Deque<Saved> saved = new ArrayDeque<>();
    private final Deque<Queued> newest = new ArrayDeque<>();
    private final Set<Long> finished = new HashSet<>();
    private long nextNumber;
    private long newestLength;
    private long unsavedBefore;
    private int pending;
    private long dropped;
    private boolean closed;
    // Of the one thread that reads.
    private long readFrom = -1;
    private List<String> readLines = List.of();

    EventQueue(QueueFolder files, int limit) {
        this.files = files;
        this.limit = limit;
    }

    synchronized int pending() {
        return pending;
    }

    /// How many were lost, because too many waited or a file was.
    synchronized long dropped() {
        return dropped;
    }

    synchronized void add(String line) {
        newest.addLast(new Queued(nextNumber++, line));
        newestLength += line.length();
        pending++;
        while (pending > limit) {
            removeFirst();
            dropped++;
        }
        while (newestLength > MEMORY_LENGTH && newest.size() > 1) {
            removeNewest();
            dropped++;
        }
        notifyAll();
    }

    /// Waits for the first event; it stays until it is [#done]. Empty once the queue is closed and nothing waits.
    /// For one thread.
    Optional<Queued> next() throws InterruptedException {
        while (true) {
            Saved file;
            long number;
            synchronized (this) {
                while (pending == 0 && !closed) {
                    wait();
                }
                if (pending == 0) {
                    return Optional.empty();
                }
                if (saved.isEmpty()) {
                    return Optional.of(newest.getFirst());
                }
                file = saved.getFirst();
                number = file.from + file.done;
            }
            String line = read(file, number);
            if (line != null) {
                return Optional.of(new Queued(number, line));
            }
            lose(file);
        }
    }

    private @Nullable String read(Saved file, long number) {
        int index = (int) (number - file.from);
        if (readFrom != file.from || index >= readLines.size()) {
            readLines = files.read(file.from);
            readFrom = file.from;
        }
        return index < readLines.size() ? readLines.get(index) : null;
    }

    /// Somebody removed or cut the file.
    private synchronized void lose(Saved file) {
        if (saved.peekFirst() == file) {
            saved.removeFirst();
            pending -= file.count - file.done;
            dropped += file.count - file.done;
        }
    }

    /// Removes the first event, unless it was dropped meanwhile.
    void done(long number) {
        synchronized (this) {
            if (firstNumber() == number) {
                removeFirst();
            }
            if (finished.isEmpty()) {
                return;
            }
        }
        synchronized (disk) {
            removeFinished();
        }
    }

    private long firstNumber() {
        Saved file = saved.peekFirst();
        if (file != null) {
            return file.from + file.done;
        }
        Queued first = newest.peekFirst();
        return first == null ? -1 : first.number;
    }

    private void removeFirst() {
        Saved file = saved.peekFirst();
        if (file == null) {
            removeNewest();
            return;
        }
        pending--;
        if (++file.done == file.count) {
            saved.removeFirst();
            finished.add(file.from);
        }
    }

    private void removeNewest() {
        newestLength -= newest.removeFirst().line.length();
        pending--;
    }

    /// Saves the events that were in memory already at the last call, so that a fast endpoint costs no writes.
    void saveOld() {
        long before;
        synchronized (this) {
            before = unsavedBefore;
            unsavedBefore = nextNumber;
        }
        save(before);
    }

    void saveAll() {
        save(Long.MAX_VALUE);
    }

    private void save(long before) {
        synchronized (disk) {
            for (Batch batch = batch(before); !batch.events.isEmpty(); batch = batch(before)) {
                save(batch);
            }
            removeFinished();
        }
    }

    private synchronized Batch batch(long before) {
        List<Queued> events = new ArrayList<>();
        Queued first = newest.peekFirst();
        Saved last = saved.peekLast();
        boolean fits = first != null
                && last != null
                && last.end() == first.number
                && last.count < FILE_EVENTS
                && last.length < FILE_LENGTH;
        int room = fits ? FILE_EVENTS - last.count : FILE_EVENTS;
        int length = 0;
        for (Queued event : newest) {
            if (event.number >= before || events.size() == room || length > FILE_LENGTH) {
                break;
            }
            events.add(event);
            length += event.line.length();
        }
        return new Batch(fits ? last : null, events);
    }

    private void save(Batch batch) {
        List<String> lines = new ArrayList<>();
        Saved onto = batch.onto;
        if (onto != null) {
            lines.addAll(files.read(onto.from));
        }
        if (onto == null || lines.size() != onto.count) {
            lines.clear();
            onto = null;
        }
        batch.events.forEach(event -> lines.add(event.line));
        long from = onto == null ? batch.events.getFirst().number : onto.from;
        files.write(from, lines);
        int length = lines.stream().mapToInt(String::length).sum();
        replace(onto, new Saved(from, lines.size(), length), batch.events);
    }

    /// Some of the events may be gone already, sent from memory or dropped.
    private synchronized void replace(@Nullable Saved onto, Saved file, List<Queued> events) {
        int left = 0;
        while (!newest.isEmpty() && newest.getFirst().number <= events.getLast().number) {
            newestLength -= newest.removeFirst().line.length();
            left++;
        }
        if (onto != null && saved.peekLast() == onto) {
            saved.removeLast();
            file.done = onto.done;
            pending += events.size() - left;
        } else {
            file.done = file.count - left;
        }
        if (file.done == file.count) {
            finished.add(file.from);
        } else {
            finished.remove(file.from);
            saved.addLast(file);
        }
    }

    private void removeFinished() {
        List<Long> numbers;
        synchronized (this) {
            numbers = List.copyOf(finished);
            finished.clear();
        }
        numbers.forEach(files::delete);
    }

    /// Lets the reader end once nothing waits.
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
