package dev.berth.registry.gc.soak;

import dev.berth.registry.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// zot, which collects by itself: every two seconds what is older than one.
final class ZotSubject implements Subject {
    private final Path program;
    private final Path folder;

    ZotSubject(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    @Override
    public ServerProcess start(int number) throws IOException {
        return ServerProcess.start(this::command, folder.resolve("server.log"));
    }

    private List<String> command(int port) {
        try {
            Path config = Files.writeString(folder.resolve("zot.json"), """
            {"distSpecVersion": "1.1.1",
             "storage": {"rootDirectory": "%s", "gc": true, "gcDelay": "1s", "gcInterval": "2s"},
             "http": {"address": "127.0.0.1", "port": "%d"},
             "log": {"level": "error"}}
            """.formatted(folder.resolve("data"), port));
            return List.of(program.toString(), "serve", config.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// When it collects it doesn't say: all requests count as beside a collection.
    @Override
    public void collect(ServerProcess server, Tally tally) {
        tally.setCollecting(true);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
    }

    @Override
    public boolean mayBeKilled() {
        return false;
    }
}
