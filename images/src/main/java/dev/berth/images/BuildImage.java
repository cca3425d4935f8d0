package dev.berth.images;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Builds the image of one module. Layers go from those that change rarely to those that change often, and a layer
/// whose inputs did not change is taken from the last build.
public final class BuildImage {
    private final ImageSettings settings;
    private final Application application;
    private final SystemFiles system;
    private final JavaRuntime runtime;

    private BuildImage(ImageSettings settings) throws IOException {
        long seconds = settings.created().getEpochSecond();
        this.settings = settings;
        this.application = Application.of(settings);
        this.system = new SystemFiles(Platform.current(), seconds);
        this.runtime = new JavaRuntime(settings.sharedFolder().resolve("runtime"), seconds);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (!Platform.isSupported()) {
            System.out.println("No image is built: that needs Linux, for its C library is part of the image.");
            return;
        }
        new BuildImage(ImageSettings.parse(List.of(args))).run();
    }

    private void run() throws IOException, InterruptedException {
        var layers = new ArrayList<>(sharedLayers());
        layers.add(cached(settings.workFolder(), "libraries", application.librariesKey())
                .getOrMake(() -> application.librariesIn(work("libraries"))));
        layers.add(cached(settings.workFolder(), "program", application.programKey())
                .getOrMake(() -> application.programIn(work("program"))));
        if (settings.withAotCache()) {
            layers.add(aotLayer());
        }
        var archive = new OciArchive(settings.description(), List.copyOf(layers));
        archive.writeTo(settings.archive());
        System.out.printf(
                "%s: %s, %d KiB%n", settings.name(), settings.archive(), Files.size(settings.archive()) / 1024);
    }

    private Layer aotLayer() throws IOException, InterruptedException {
        var cache = new AotCache(application, runtime, work("training"));
        return cached(settings.workFolder(), "aot", cache.key()).getOrMake(() -> {
            try (Training training = training(work("exercise"))) {
                return cache.trainIn(work("aot"), training);
            }
        });
    }

    private Training training(Path folder) throws IOException, InterruptedException {
        return switch (settings.program()) {
            case "registry-server" -> new RegistryTraining(folder);
            case "operator" -> new OperatorTraining(folder);
            default -> throw new IllegalArgumentException("there is no training for " + settings.program());
        };
    }

    /// Modules may be built side by side, and the first one makes the layers for all.
    private List<Layer> sharedLayers() throws IOException, InterruptedException {
        Path shared = Files.createDirectories(settings.sharedFolder());
        try (var file = new RandomAccessFile(shared.resolve("lock").toFile(), "rw")) {
            file.getChannel().lock();
            return List.of(
                    cached(shared, "system", system.key()).getOrMake(() -> system.in(shared.resolve("system"))),
                    cached(shared, "java", runtime.key()).getOrMake(runtime::link));
        }
    }

    private Path work(String name) {
        return settings.workFolder().resolve(name);
    }

    private static Layer.Cached cached(Path folder, String name, Digest key) {
        return new Layer.Cached(folder.resolve(name + ".tar.gz"), key);
    }
}
