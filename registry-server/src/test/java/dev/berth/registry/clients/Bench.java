package dev.berth.registry.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The registries and the daemons that clients speak to, and a folder for all that clients leave. The test classes
/// share it; everything starts when it is first asked for, and JUnit closes it after the last test, newest first.
record Bench(Store store, Path folder, AtomicInteger folders) implements AutoCloseable {

    /// Gives tests the bench as a parameter.
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Bench.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            var store = context.getRoot().getStore(Namespace.create(Bench.class));
            return store.getOrComputeIfAbsent(
                    Bench.class, type -> new Bench(store, temporaryFolder(), new AtomicInteger()), Bench.class);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("berth");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Registries registries() {
        return store.getOrComputeIfAbsent(Registries.class, type -> new Registries(newFolder()), Registries.class);
    }

    Daemons daemons() {
        return store.getOrComputeIfAbsent(Daemons.class, type -> new Daemons(newFolder()), Daemons.class);
    }

    /// Its path is short: that of a socket may have 107 characters, and some of podman's folders 50.
    Path newFolder() {
        try {
            return Files.createDirectory(folder.resolve(Integer.toString(folders.incrementAndGet())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
