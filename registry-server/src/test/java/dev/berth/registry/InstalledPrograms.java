package dev.berth.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The programs that tests run beside the server. `e2e/install` brings them all; a machine may lack some.
public final class InstalledPrograms {
    private InstalledPrograms() {}

    /// In the folder that `e2e/install` fills, on the search path, or where Debian keeps the servers.
    public static Optional<Path> find(String program) {
        return folders()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Skips the test that asks when the program is missing, and says so.
    public static Path require(String program, String purpose) {
        var found = find(program);
        if (found.isEmpty()) {
            skip(purpose, "the program " + program + " is missing; run e2e/install");
        }
        return found.orElseThrow();
    }

    /// The same for a program that can do its work for root alone.
    public static Path requireAsRoot(String program, String purpose) {
        if (!"root".equals(System.getProperty("user.name"))) {
            skip(purpose, "it takes root");
        }
        return require(program, purpose);
    }

    /// Ends the running test as skipped. The console says so too, for nobody reads the reports of skipped tests.
    public static void skip(String what, String why) {
        System.out.println("skipped: " + what + "; " + why);
        Assumptions.abort(why);
    }

    private static Stream<Path> folders() {
        var cache = Optional.ofNullable(System.getenv("BERTH_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "berth"));
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1);
        return Stream.of(
                        Stream.of(cache.resolve("bin")),
                        Arrays.stream(path).map(Path::of),
                        Stream.of(Path.of("/usr/sbin")))
                .flatMap(folders -> folders);
    }
}
