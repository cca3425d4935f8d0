package dev.berth.registry.gc.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.ServerProcess;
import dev.berth.registry.gc.soak.Tally.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Distribution, with its collector beside the serving process, against which its own documentation warns.
final class DistributionSubject implements Subject {
    private final Path program;
    private final Path folder;
    private final List<String> flags;

    DistributionSubject(Path program, Path folder, List<String> flags) {
        this.program = program;
        this.folder = folder;
        this.flags = flags;
    }

    private Path config() throws IOException {
        return Files.writeString(folder.resolve("distribution.yml"), """
            version: 0.1
            log: {level: error, accesslog: {disabled: true}}
            storage:
              filesystem: {rootdirectory: '%s'}
              delete: {enabled: true}
              cache: {blobdescriptor: inmemory}
              maintenance: {uploadpurging: {enabled: false}}
            """.formatted(folder.resolve("data")));
    }

    @Override
    public ServerProcess start(int number) throws IOException {
        return ServerProcess.start(
                List.of(program.toString(), "serve", config().toString()), folder.resolve("server.log"));
    }

    @Override
    public void collect(ServerProcess server, Tally tally) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "garbage-collect"));
        command.addAll(flags);
        command.add(config().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OTEL_TRACES_EXPORTER", "none");
        tally.setCollecting(true);
        Process run = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("collection.log").toFile())
                .start();
        assertThat(run.waitFor(10, TimeUnit.MINUTES)).isTrue();
        tally.add(run.exitValue() == 0 ? Count.COLLECTIONS : Count.COLLECTIONS_FAILED);
    }

    @Override
    public boolean mayBeKilled() {
        return false;
    }
}
