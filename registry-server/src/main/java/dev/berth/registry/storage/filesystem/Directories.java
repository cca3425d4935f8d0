package dev.berth.registry.storage.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes, syncs and removes folders, so that a name that was reported as stored survives a power cut.
final class Directories {
    private final Path root;

    Directories(Path root) {
        this.root = root;
    }

    void create(Path folder) throws IOException {
        create(folder, true);
    }

    private void create(Path folder, boolean durably) throws IOException {
        while (!Files.isDirectory(folder)) {
            if (folder.equals(root)) {
                Files.createDirectories(folder);
                return;
            }
            create(folderOf(folder), durably);
            try {
                Files.createDirectory(folder);
                if (durably) {
                    sync(folderOf(folder));
                }
                return;
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(folder)) {
                    throw e;
                }
            } catch (NoSuchFileException _) {
                // it was pruned for being empty, so once more
            }
        }
    }

    /// Renames into a folder that is made when it is not there, and durably so when asked. False when there is no
    /// source. A folder may be pruned between its making and the rename.
    boolean move(Path from, Path to, boolean durably) throws IOException {
        while (true) {
            create(folderOf(to), durably);
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                break;
            } catch (NoSuchFileException _) {
                if (Files.notExists(from)) {
                    return false;
                }
            }
        }
        if (durably) {
            sync(folderOf(to));
        }
        return true;
    }

    static Path folderOf(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException _) {
            // what was put there was moved on already, and the folder pruned
        }
    }

    /// What is in a folder; nothing where there is none.
    static List<String> names(Path folder) throws IOException {
        var names = new ArrayList<String>();
        try (var children = Files.newDirectoryStream(folder)) {
            children.forEach(child -> names.add(child.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /// Removes every folder at or below this one that is empty.
    void prune(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.deleteIfExists(folder);
            return;
        } catch (DirectoryNotEmptyException _) {
            // perhaps of empty folders
        }
        try {
            Files.walkFileTree(folder, new Pruning());
        } catch (NoSuchFileException _) {
            // nothing is as empty as can be
        }
    }

    void deleteTree(Path path) throws IOException {
        try {
            Files.walkFileTree(path, new Deletion());
            sync(folderOf(path));
        } catch (NoSuchFileException _) {
            // somebody else was faster, or nothing was there
        }
    }

    private static final class Deletion extends Pruning {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }
    }

    private static class Pruning extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException _) {
                // what it holds stays, also what was put there only now
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
