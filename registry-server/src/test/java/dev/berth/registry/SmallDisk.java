package dev.berth.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A file system of a few MiB in memory, for tests that fill it. Only root may mount one.
public final class SmallDisk implements BeforeAllCallback, AfterAllCallback {
    private final Path root;
    private final int mebibytes;
    private boolean mounted;

    public SmallDisk(int mebibytes) {
        this.mebibytes = mebibytes;
        try {
            root = Files.createTempDirectory("berth-disk");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path root() {
        return root;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "berth-test", root.toString());
        if (!mounted) {
            System.out.println("skipped: no small disk for " + context.getDisplayName() + "; mounting one takes root");
            Assumptions.abort("a file system could not be mounted; run the tests as root");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (mounted && !run("umount", root.toString())) {
            throw new IOException(root + " is still mounted");
        }
        Files.delete(root);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
