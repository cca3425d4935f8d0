package dev.berth.registry.archives;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/// A tar file, whose entries are looked up once. Nothing is unpacked but the compression, into a temporary file.
final class TarArchive implements Archive {
    private static final int MOST_ENTRIES = 100_000;
    /// Layers are compressed already, so that a file which grows more than this was made to fill a disk.
    private static final long MOST_GROWTH = 200;

    private static final long HARMLESS = 1L << 30;
    private final Path file;
    private final boolean temporary;
    private final TarFile tar;
    private final Map<String, TarArchiveEntry> entries;

    private TarArchive(Path file, boolean temporary) throws IOException {
        this.file = file;
        this.temporary = temporary;
        this.tar = tar(file);
        this.entries = entries(tar, Files.size(file));
    }

    static TarArchive open(Path source) throws IOException {
        if (!isCompressed(source)) {
            return new TarArchive(source, false);
        }
        Path file = Files.createTempFile("berth-import", ".tar");
        try {
            decompress(source, file);
            return new TarArchive(file, true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static boolean isCompressed(Path source) throws IOException {
        try (InputStream in = Files.newInputStream(source)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    private static void decompress(Path source, Path target) throws IOException {
        long most = Math.max(HARMLESS, Files.size(source) * MOST_GROWTH);
        try (var in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(source)));
                var out = Files.newOutputStream(target)) {
            byte[] piece = new byte[256 << 10];
            long written = 0;
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                written += count;
                if (written > most) {
                    throw new ArchiveException("grows to more than " + most + " bytes when it is decompressed");
                }
                out.write(piece, 0, count);
            }
        } catch (ZipException e) {
            throw new ArchiveException("is not whole: " + e.getMessage());
        }
    }

    private static TarFile tar(Path file) throws IOException {
        try {
            return new TarFile(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new ArchiveException("is no whole tar file: " + e.getMessage());
        }
    }

    /// Of two entries with one path the last counts, as when a tar file is unpacked.
    private static Map<String, TarArchiveEntry> entries(TarFile tar, long size) {
        Map<String, TarArchiveEntry> entries = new HashMap<>();
        if (tar.getEntries().size() > MOST_ENTRIES) {
            throw new ArchiveException("has more than " + MOST_ENTRIES + " entries");
        }
        for (TarArchiveEntry entry : tar.getEntries()) {
            String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
            if (name.startsWith("/") || ("/" + name + "/").contains("/../")) {
                throw new ArchiveException("has an entry that leads out of it: " + name);
            }
            if (entry.isFile() && !entry.isSparse() && entry.getSize() > size - entry.getDataOffset()) {
                throw new ArchiveException(name + " ends before its " + entry.getSize() + " bytes");
            }
            entries.put(name, entry);
        }
        return entries;
    }

    @Override
    public boolean has(String path) {
        return entries.containsKey(path);
    }

    @Override
    public long size(String path) {
        return entry(path).getSize();
    }

    @Override
    public InputStream read(String path) throws IOException {
        return tar.getInputStream(entry(path));
    }

    private TarArchiveEntry entry(String path) {
        TarArchiveEntry entry =
                Optional.ofNullable(entries.get(path)).orElseThrow(() -> new ArchiveException(path + " is missing"));
        if (!entry.isFile() || entry.isSymbolicLink() || entry.isLink() || entry.isSparse()) {
            throw new ArchiveException(path + " is not a plain file, and links are not followed");
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        tar.close();
        if (temporary) {
            Files.deleteIfExists(file);
        }
    }
}
