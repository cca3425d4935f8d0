package dev.berth.registry;

import dev.berth.registry.archives.ArchiveException;
import dev.berth.registry.archives.ImageImport;
import dev.berth.registry.archives.ImportTarget;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.oci.RegistryError;
import dev.berth.registry.oci.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Pushes the images of an archive into the storage of a registry, running or not.
final class ImportCommand implements Command {
    private final Console console;

    ImportCommand(Console console) {
        this.console = console;
    }

    private record Arguments(Optional<Path> file, Path source, List<ImportTarget> targets) {
        static Arguments of(List<String> rest) {
            boolean withFile = !rest.isEmpty() && isFile(rest.getFirst());
            List<String> images = withFile ? rest.subList(1, rest.size()) : rest;
            if (images.size() < 2) {
                throw new UsageException("import needs an archive and at least one repository");
            }
            return new Arguments(
                    withFile ? Optional.of(Path.of(rest.getFirst())) : Optional.empty(),
                    Path.of(images.getFirst()),
                    images.stream().skip(1).map(Arguments::target).toList());
        }

        private static boolean isFile(String argument) {
            return argument.endsWith(".yml") || argument.endsWith(".yaml");
        }

        private static ImportTarget target(String text) {
            try {
                return ImportTarget.parse(text);
            } catch (RegistryException e) {
                throw new UsageException("\"" + text + "\" is no repository with or without a tag: " + reasons(e));
            }
        }
    }

    @Override
    public int run(List<String> arguments) {
        Options options = Options.parse(arguments, Set.of("-q", "--quiet"), Set.of());
        Arguments given = Arguments.of(options.rest());
        Configuration configuration = Configuration.load(given.file(), console.environment());
        Consumer<String> progress = options.has("-q", "--quiet") ? _ -> {} : console.out()::println;
        try (StorageOnly registry = StorageOnly.of(configuration)) {
            registry.bean(ImageImport.class).run(given.source(), given.targets(), progress);
            return DONE;
        } catch (ArchiveException e) {
            return fail(given.source() + " " + e.getMessage());
        } catch (RegistryException e) {
            return fail("the registry refuses what is in " + given.source() + ": " + reasons(e));
        } catch (UncheckedIOException e) {
            return fail(given.source() + " cannot be read: "
                    + Objects.requireNonNull(e.getCause()).getMessage());
        } catch (IOException e) {
            return fail(given.source() + " cannot be read: " + e.getMessage());
        }
    }

    private int fail(String sentence) {
        console.err().println("registry-server: " + sentence);
        return FAILED;
    }

    private static String reasons(RegistryException e) {
        return e.errors().stream().map(ImportCommand::reason).collect(Collectors.joining("; "));
    }

    private static String reason(RegistryError error) {
        return error.detail() == null ? error.message() : error.message() + " (" + error.detail() + ")";
    }
}
