package dev.berth.registry;

import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.logging.LogConfig;
import dev.berth.registry.logging.Logging;
import dev.berth.registry.oci.StorageException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Picks the command and turns what it throws into one clear sentence and an exit code.
final class CommandLine {
    private static final String HELP = """
            Berth registry server: an OCI registry on one folder or bucket.

            registry-server [serve] [--validate] [config.yml]
                Serves, or only checks the settings. They come from the file, else from
                REGISTRY_CONFIGURATION_PATH, else from /etc/distribution/config.yml or
                /etc/docker/registry/config.yml, else from built-in defaults; REGISTRY_* variables
                win over all of them.
            registry-server garbage-collect [-d|--dry-run] [-m|--delete-untagged] [-q|--quiet]
                            [--min-age 0s] [--hold 0s] [--max-rate 0] [config.yml]
                Removes what no tag reaches, on a registry that is not running.
            registry-server collect --url URL --token-file FILE [--pin-certificate FILE] [--min-age 24h] [--hold 12h]
                [--delete-untagged] [--dry-run] [--timeout 6h]
                Asks a running registry to collect, shows its progress and prints its report.
            registry-server verify [--repair] [--json] [config.yml]
                Reads all that is stored and prints what does not fit together; exits with 1 when there was something.
                Repairs what loses nothing, on a registry that is not running.
            registry-server import [-q|--quiet] [config.yml] ARCHIVE REPOSITORY[:TAG]...
                Pushes the images of an OCI layout (a folder, .tar or .tar.gz) or of docker save into the storage of a
                registry, which may be running. Without a TAG each image keeps the tags that the archive gives it.
            registry-server htpasswd USER
                Prints a line for the user file; the password is read from standard input.
            registry-server --version
            registry-server --help
            """;

    private final Console console;

    CommandLine(Console console) {
        this.console = console;
    }

    int run(String... arguments) {
        Logging.configure(LogConfig.quiet());
        try {
            return dispatch(List.of(arguments));
        } catch (UsageException e) {
            return fail(Command.WRONG_SETTING, e.getMessage() + "\nTry: registry-server --help");
        } catch (RuntimeException e) {
            return explain(e)
                    .map(sentence -> fail(Command.WRONG_SETTING, sentence))
                    .orElseThrow(() -> e);
        }
    }

    private int dispatch(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            return print(HELP.stripTrailing());
        }
        String first = arguments.isEmpty() ? "serve" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        return switch (first) {
            case "serve" -> new ServeCommand(console).run(rest);
            case "garbage-collect" -> new GarbageCollectCommand(console).run(rest);
            case "collect" -> new CollectCommand(console).run(rest);
            case "verify" -> new VerifyCommand(console).run(rest);
            case "import" -> new ImportCommand(console).run(rest);
            case "htpasswd" -> new HtpasswdCommand(console).run(rest);
            case "-v", "--version" -> print("registry-server " + Version.text());
            case "help" -> print(HELP.stripTrailing());
            default -> other(first, arguments);
        };
    }

    /// The usual images let the file stand alone: `docker run registry /config.yml`.
    private int other(String first, List<String> arguments) {
        if (first.endsWith(".yml") || first.endsWith(".yaml")) {
            return new ServeCommand(console).run(arguments);
        }
        throw new UsageException("\"" + first + "\" is not a command");
    }

    private int print(String text) {
        console.out().println(text);
        return Command.DONE;
    }

    private int fail(int code, @Nullable String sentence) {
        console.err().println("registry-server: " + sentence);
        return code;
    }

    /// The reason without the names that only Java knows.
    private static String plain(StorageException e) {
        return String.valueOf(e.getMessage()).replaceAll("[a-z.]+\\.([A-Z]\\w+)Exception: ", "$1 ");
    }

    /// The address is the last word of its message; why is the last part of the cause's.
    private static String unheard(ServerStartupException e) {
        var address = String.valueOf(e.getMessage()).replaceAll(".* ", "");
        var reason = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
        return address + " of http.addr or http.debug.addr cannot be listened on: " + reason.replaceAll(".*: ", "");
    }

    private static Optional<String> explain(@Nullable Throwable thrown) {
        return switch (thrown) {
            case null -> Optional.empty();
            case ConfigurationException known -> Optional.of(String.valueOf(known.getMessage()));
            case StorageException storage ->
                Optional.of(
                        plain(storage).startsWith("s3: ")
                                ? "storage.s3 cannot be used: " + plain(storage).substring(4)
                                : "storage.filesystem.rootdirectory cannot be used; it must be a folder that may be written: "
                                        + plain(storage));
            case ServerStartupException unheard -> explain(unheard.getCause()).or(() -> Optional.of(unheard(unheard)));
            default -> explain(thrown.getCause());
        };
    }
}
