package dev.berth.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The top layer: classes loaded and linked ahead of time, as a training run of the program found them. It fits only
/// the very runtime, jars, time stamps and collector it was made with; Java ignores one that does not fit.
record AotCache(Application application, JavaRuntime runtime, Path work) {
    private static final long ASSEMBLY_SECONDS = 600;

    /// A training run is never the same twice, so the cache is kept as long as nothing it depends on changes.
    Digest key() throws IOException {
        return Digest.of("1 %s %s %s".formatted(runtime.key(), application.librariesKey(), application.programKey()));
    }

    LayerTree trainIn(Path root, Training training) throws IOException, InterruptedException {
        Folders.delete(root);
        Path cache = root.resolve(application.cacheName());
        Files.createDirectories(cache.getParent());
        application.layOutForTraining(work);
        Process process = start(cache, training);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        try {
            training.exercise(process);
            process.destroy();
            awaitAssembly(process, cache);
        } catch (IOException e) {
            throw new IOException("The training run failed, see " + log() + "; -Dimage.aot=false builds without it", e);
        } finally {
            process.destroyForcibly();
        }
        Folders.delete(work);
        return new LayerTree(root, application.seconds());
    }

    private Process start(Path cache, Training training) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(runtime.java().toString());
        command.addAll(application.settings().javaOptions());
        command.add("-Xmx64m");
        command.add("-XX:AOTCacheOutput=" + cache);
        command.addAll(application.command(work));
        command.addAll(training.arguments());
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().putAll(training.environment());
        return builder.start();
    }

    /// Java writes the cache after the program's end.
    private static void awaitAssembly(Process process, Path cache) throws IOException, InterruptedException {
        if (!process.waitFor(ASSEMBLY_SECONDS, TimeUnit.SECONDS) || !Files.exists(cache)) {
            throw new IOException("Java wrote no AOT cache");
        }
    }

    private Path log() {
        return work.resolveSibling("training.log");
    }
}
