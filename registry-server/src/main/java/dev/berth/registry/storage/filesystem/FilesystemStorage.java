package dev.berth.registry.storage.filesystem;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.Condemned;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StorageSpace;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.StoredObject;
import dev.berth.registry.storage.UploadStorage;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps objects as files. Unfinished writes live in a folder of their own and are renamed into place.
@Singleton
@Requires(beans = FilesystemConfig.class)
public final class FilesystemStorage implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(FilesystemStorage.class);
    private static final Duration OLD = Duration.ofDays(1);
    private final Path root;
    private final Directories directories;
    private final UnfinishedFiles unfinished;
    private final Clock clock;
    private final ClockDifference difference;
    private final CondemnedFiles condemned;
    private final FileUploads uploads;

    public FilesystemStorage(FilesystemConfig config, Clock clock) {
        this.root = config.rootDirectory();
        this.directories = new Directories(root);
        this.clock = clock;
        var temporary = path(Layout.unfinished());
        this.unfinished = new UnfinishedFiles(temporary, directories);
        this.difference = new ClockDifference(temporary, Clock.systemUTC());
        this.condemned = new CondemnedFiles(this);
        this.uploads = new FileUploads(this);
    }

    @Override
    public Instant now() {
        return clock.instant().plus(difference.ofClocks());
    }

    @Override
    public Condemned condemned() {
        return condemned;
    }

    @Override
    public UploadStorage uploads() {
        return uploads;
    }

    @Override
    public Optional<StorageSpace> space() {
        try {
            var disk = Files.getFileStore(root);
            return Optional.of(new StorageSpace(disk.getTotalSpace(), disk.getUsableSpace()));
        } catch (IOException e) {
            throw StorageException.of("cannot tell the free space", e);
        }
    }

    /// Of a process only that serves: commands look first.
    @PostConstruct
    void sweep() {
        try {
            leftovers(Layout.unfinished(), now().minus(OLD), this::delete);
        } catch (StorageException e) {
            LOG.warn("Leftovers of unfinished writes were not swept: {}", e.getMessage());
        }
    }

    @Override
    public Optional<StoredObject> stat(StorageKey key) {
        return object(key, "lastModifiedTime");
    }

    /// With the time when it last got its name, or anything else about it but its content changed.
    Optional<StoredObject> renamed(StorageKey key) {
        return object(key, "ctime");
    }

    private Optional<StoredObject> object(StorageKey key, String time) {
        try {
            var attributes = Files.readAttributes(path(key), "unix:isRegularFile,size," + time);
            return Boolean.TRUE.equals(attributes.get("isRegularFile"))
                            && attributes.get("size") instanceof Long size
                            && attributes.get(time) instanceof FileTime when
                    ? Optional.of(new StoredObject(size, when.toInstant()))
                    : Optional.empty();
        } catch (IOException e) {
            return emptyWhenMissing(key, e);
        }
    }

    @Override
    public Optional<StoredContent> open(StorageKey key) {
        try {
            if (Files.isDirectory(path(key))) {
                return Optional.empty();
            }
            return Optional.of(FileContent.of(FileChannel.open(path(key), StandardOpenOption.READ)));
        } catch (IOException e) {
            return emptyWhenMissing(key, e);
        }
    }

    @Override
    public void write(StorageKey key, byte[] content) {
        try {
            unfinished.write(path(key), content);
        } catch (IOException e) {
            throw failure("write", key, e);
        }
    }

    @Override
    public boolean create(StorageKey key, byte[] content) {
        try {
            return unfinished.create(path(key), content);
        } catch (IOException e) {
            throw failure("create", key, e);
        }
    }

    /// Continues a growing file at `offset`, beyond which all is cut off, or starts it. Has one appender at a time.
    public FileAppender append(StorageKey key, long offset) {
        try {
            directories.create(Directories.folderOf(path(key)));
            return FileAppender.open(path(key), offset);
        } catch (IOException e) {
            throw failure("append to", key, e);
        }
    }

    @Override
    public void move(StorageKey from, StorageKey to) {
        try {
            if (!directories.move(path(from), path(to), true)) {
                throw new NoSuchFileException(from.toString());
            }
        } catch (IOException e) {
            throw failure("move to", to, e);
        }
    }

    /// Renames an object so that a power cut may undo it. False when there is none.
    boolean shift(StorageKey from, StorageKey to) {
        try {
            return directories.move(path(from), path(to), false);
        } catch (IOException e) {
            throw failure("move to", to, e);
        }
    }

    /// The same, to a folder in which others may write at once what must last.
    boolean shiftBack(StorageKey from, StorageKey to) {
        try {
            directories.create(Directories.folderOf(path(to)));
            return directories.move(path(from), path(to), false);
        } catch (IOException e) {
            throw failure("move to", to, e);
        }
    }

    /// What is in a folder, whatever it is.
    List<String> names(StorageKey folder) {
        try {
            return Directories.names(path(folder));
        } catch (IOException e) {
            throw failure("list", folder, e);
        }
    }

    /// Removes an object so that a power cut may undo it. False when there is none.
    boolean remove(StorageKey key) {
        try {
            return Files.deleteIfExists(path(key));
        } catch (IOException e) {
            throw failure("remove", key, e);
        }
    }

    @Override
    public void prune(StorageKey folder) {
        try {
            directories.prune(path(folder));
        } catch (IOException e) {
            throw failure("tidy", folder, e);
        }
    }

    @Override
    public void delete(StorageKey key) {
        try {
            directories.deleteTree(path(key));
        } catch (IOException e) {
            throw failure("delete", key, e);
        }
    }

    @Override
    public boolean delete(StorageKey key, StoredObject seen) {
        try {
            return unfinished.delete(path(key), file -> Optional.of(seen).equals(stat(key(file))));
        } catch (IOException e) {
            throw failure("delete", key, e);
        }
    }

    @Override
    public boolean touch(StorageKey key) {
        try {
            Files.setLastModifiedTime(path(key), FileTime.from(now()));
            return true;
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw failure("touch", key, e);
        }
    }

    @Override
    public List<StorageEntry> list(StorageKey folder) {
        var path = path(folder);
        return names(folder).stream()
                .filter(StorageKey::isSegment)
                .map(name -> new StorageEntry(name, Files.isDirectory(path.resolve(name))))
                .filter(entry -> !isUnfinished(entry))
                .sorted(Comparator.comparing(StorageEntry::name))
                .toList();
    }

    /// A folder may be a tag or a repository of such a name.
    private static boolean isUnfinished(StorageEntry entry) {
        return entry.name().endsWith(UnfinishedFiles.SUFFIX) && !entry.folder();
    }

    /// Nobody goes on with them.
    @Override
    public void leftovers(StorageKey folder, Instant horizon, Consumer<StorageKey> visitor) {
        try {
            new Leftovers(path(folder), UnfinishedFiles.SUFFIX, horizon).forEach(file -> visitor.accept(key(file)));
        } catch (IOException e) {
            throw failure("search", folder, e);
        }
    }

    private StorageKey key(Path file) {
        var segments = new ArrayList<String>();
        root.relativize(file).forEach(segment -> segments.add(segment.toString()));
        return new StorageKey(segments);
    }

    private Path path(StorageKey key) {
        var path = root;
        for (var segment : key.segments()) {
            path = path.resolve(segment);
        }
        return path;
    }

    private <T> Optional<T> emptyWhenMissing(StorageKey key, IOException e) {
        if (e instanceof NoSuchFileException || isNotDirectory(e)) {
            return Optional.empty();
        }
        throw failure("read", key, e);
    }

    /// A file where a folder is expected hides nothing below it.
    private static boolean isNotDirectory(IOException e) {
        return e instanceof FileSystemException system && "Not a directory".equals(system.getReason());
    }

    private StorageException failure(String what, StorageKey key, IOException e) {
        return StorageException.of("filesystem: cannot " + what + " " + key, e);
    }
}
