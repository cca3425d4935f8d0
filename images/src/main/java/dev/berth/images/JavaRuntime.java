package dev.berth.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The second layer: a Java runtime with only the modules that both programs need, the same for both images.
record JavaRuntime(Path root, long seconds) {
    /// Some of these are missed late and in a hidden way: Netty needs jdk.jfr, Micronaut jdk.zipfs and java.sql.
    private static final List<String> MODULES = List.of(
            "java.base",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.sql",
            "java.xml",
            "jdk.crypto.ec",
            "jdk.httpserver",
            "jdk.jfr",
            "jdk.management",
            "jdk.unsupported",
            "jdk.zipfs");

    Digest key() {
        return Digest.of("1 %d %s %s".formatted(seconds, System.getProperty("java.vm.version"), MODULES));
    }

    Path java() {
        return root.resolve("opt/java/bin/java");
    }

    LayerTree link() throws IOException, InterruptedException {
        Folders.delete(root);
        Files.createDirectories(root.resolve("opt"));
        var jlink = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                "--add-modules",
                String.join(",", MODULES),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                root.resolve("opt/java").toString());
        int exit = jlink.inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("jlink ended with " + exit);
        }
        return new LayerTree(root, seconds);
    }
}
