package dev.berth.registry.gc.races;

import static dev.berth.registry.gc.races.Race.CONDEMN;
import static dev.berth.registry.gc.races.Race.PURGE;
import static dev.berth.registry.gc.races.Race.collect;

import dev.berth.registry.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

/// One storage as the processes of a race have it, which share nothing else. Its objects are files below a folder.
interface RacedStorage {
    /// More than any storage's times are apart at least.
    Duration A_MOMENT = Duration.ofSeconds(5);

    /// The same every time, as another process has it.
    Storage storage();

    /// The same in a process whose own clock is wrong by so much.
    Storage withWrongClock(Duration by);

    Path root();

    /// Lets time go by: makes all that is there so much older. Renames keep the time that the file system says.
    default void letTimePass(Duration by) {
        try (var files = Files.walk(root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var modified = Files.getLastModifiedTime(file).toInstant();
                Files.setLastModifiedTime(file, FileTime.from(modified.minus(by)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    default Replica server() {
        return new Replica(storage());
    }

    /// Condemns what no tag reaches, so that the next collection may purge it.
    default void condemn() {
        collect(storage(), CONDEMN);
        letTimePass(A_MOMENT);
    }

    default void purge() {
        collect(storage(), PURGE);
    }
}
