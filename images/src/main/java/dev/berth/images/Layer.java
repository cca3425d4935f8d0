package dev.berth.images;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// A compressed layer on disk; `diffId` is the digest of its uncompressed bytes.
record Layer(Path file, Digest digest, Digest diffId, long size) {

    String name() {
        return file.getFileName().toString().replace(".tar.gz", "");
    }

    /// What makes a layer, and where it lies; the same `key` means the same content.
    record Cached(Path file, Digest key) {

        Layer getOrMake(LayerSource source) throws IOException, InterruptedException {
            Optional<Layer> known = read();
            if (known.isPresent()) {
                return known.get();
            }
            Files.deleteIfExists(note());
            Layer made = source.tree().writeTo(file);
            write(made);
            return made;
        }

        private Optional<Layer> read() throws IOException {
            if (!Files.exists(note()) || !Files.exists(file)) {
                return Optional.empty();
            }
            var note = new Properties();
            try (Reader in = Files.newBufferedReader(note())) {
                note.load(in);
            }
            if (!key.value().equals(note.getProperty("key"))) {
                return Optional.empty();
            }
            var digest = new Digest(note.getProperty("digest"));
            return Optional.of(new Layer(file, digest, new Digest(note.getProperty("diffId")), Files.size(file)));
        }

        private void write(Layer layer) throws IOException {
            var note = new Properties();
            note.setProperty("key", key.value());
            note.setProperty("digest", layer.digest().value());
            note.setProperty("diffId", layer.diffId().value());
            try (Writer out = Files.newBufferedWriter(note())) {
                note.store(out, null);
            }
        }

        private Path note() {
            return file.resolveSibling(file.getFileName() + ".properties");
        }
    }

    /// Lays out the files of a layer when it is not there yet.
    @FunctionalInterface
    interface LayerSource {
        LayerTree tree() throws IOException, InterruptedException;
    }
}
