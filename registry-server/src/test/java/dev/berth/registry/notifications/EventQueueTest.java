package dev.berth.registry.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventQueueTest {
    @TempDir
    private Path directory;

    private FilesystemStorage storage;

    @BeforeEach
    void open() {
        storage = new FilesystemStorage(new FilesystemConfig(directory), Clock.systemUTC());
    }

    @Test
    void orderIsKeptWhereverEventsAre() throws Exception {
        var queue = new EventQueue(folder("one"), 10_000);
        var random = new Random(7);
        var taken = new ArrayList<String>();
        for (int i = 0; i < 2000; i++) {
            queue.add("e" + i);
            if (random.nextInt(20) == 0) {
                queue.saveOld();
            }
            if (random.nextInt(100) == 0) {
                queue.saveAll();
            }
            if (random.nextInt(3) == 0) {
                taken.add(take(queue));
            }
        }
        while (queue.pending() > 0) {
            taken.add(take(queue));
        }

        assertThat(taken).containsExactlyElementsOf(names(0, 2000));
        assertThat(queue.dropped()).isZero();
        assertThat(storage.list(files("one"))).isEmpty();
    }

    @Test
    void savedEventsShareFiles() {
        var queue = new EventQueue(folder("one"), 10_000);
        for (int i = 0; i < 250; i++) {
            queue.add("e" + i);
            queue.saveAll();
        }

        assertThat(storage.list(files("one"))).hasSize(3);
        assertThat(queue.pending()).isEqualTo(250);
    }

    @Test
    void oldestAreDroppedFromFilesToo() throws Exception {
        var queue = new EventQueue(folder("one"), 150);
        for (int i = 0; i < 400; i++) {
            queue.add("e" + i);
            if (i % 70 == 0) {
                queue.saveAll();
            }
        }
        queue.saveAll();

        assertThat(queue.pending()).isEqualTo(150);
        assertThat(queue.dropped()).isEqualTo(250);
        assertThat(storage.list(files("one"))).hasSizeLessThan(4);
        assertThat(drain(queue)).containsExactlyElementsOf(names(250, 400));
    }

    @Test
    void eventDroppedOnItsWayIsNotTakenForTheNext() throws Exception {
        var queue = new EventQueue(folder("one"), 2);
        queue.add("a");
        var sent = queue.next().orElseThrow();
        queue.add("b");
        queue.add("c");
        queue.done(sent.number());

        assertThat(drain(queue)).containsExactly("b", "c");
    }

    @Test
    void lostFileIsCountedAndTheRestGoesOn() throws Exception {
        var queue = new EventQueue(folder("one"), 1000);
        for (int i = 0; i < 150; i++) {
            queue.add("e" + i);
        }
        queue.saveAll();
        storage.delete(files("one").child(storage.list(files("one")).getFirst().name()));

        assertThat(drain(queue)).containsExactlyElementsOf(names(100, 150));
        assertThat(queue.dropped()).isEqualTo(100);
    }

    @Test
    void eventsOfAnEndedProcessAreAdoptedOnce() throws Exception {
        var ended = folder("ended");
        ended.stayAlive();
        var left = new EventQueue(ended, 1000);
        for (int i = 0; i < 150; i++) {
            left.add("e" + i);
        }
        left.saveAll();
        var heir = folder("heir");
        var queue = new EventQueue(heir, 1000);

        adopt(heir, queue);
        assertThat(queue.pending()).isZero();
        ended.leave();
        adopt(heir, queue);
        adopt(heir, queue);

        assertThat(storage.list(files("ended"))).isEmpty();
        assertThat(drain(queue)).containsExactlyElementsOf(names(0, 150));
    }

    @Test
    void eventsOfAProcessThatCrashedAreAdoptedAfterAMinute() {
        var crashed = folder("crashed");
        crashed.stayAlive();
        new EventQueue(crashed, 1000).saveAll();
        var left = new EventQueue(crashed, 1000);
        left.add("a");
        left.saveAll();
        var later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61));
        var heir = new QueueFolder(storage, later, "hook", "heir");
        var queue = new EventQueue(heir, 1000);

        adopt(heir, queue);

        assertThat(queue.pending()).isEqualTo(1);
    }

    @Test
    void anyNameMakesAFolder() {
        assertThat(QueueFolder.folderName("..")).isEqualTo("%2E%2E");
        assertThat(QueueFolder.folderName("a/b c*ü")).isEqualTo("a%2Fb+c%2A%C3%BC");
    }

    private static void adopt(QueueFolder folder, EventQueue queue) {
        folder.adopt(lines -> {
            lines.forEach(queue::add);
            queue.saveAll();
        });
    }

    private static String take(EventQueue queue) throws InterruptedException {
        var next = queue.next().orElseThrow();
        queue.done(next.number());
        return next.line();
    }

    private static List<String> drain(EventQueue queue) throws InterruptedException {
        queue.close();
        var all = new ArrayList<String>();
        for (var next = queue.next(); next.isPresent(); next = queue.next()) {
            all.add(next.get().line());
            queue.done(next.get().number());
        }
        return all;
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "e" + i).toList();
    }

    private QueueFolder folder(String process) {
        return new QueueFolder(storage, Clock.systemUTC(), "hook", process);
    }

    private static StorageKey files(String process) {
        return Layout.notifications().child("hook", process);
    }
}
