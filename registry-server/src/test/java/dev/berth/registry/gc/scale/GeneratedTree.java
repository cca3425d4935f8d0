package dev.berth.registry.gc.scale;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.StorageKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// Writes a tree of many small images as fast as the disk takes it, for collections to be measured on. Run it with the
/// folder and the numbers of images, of layers of each, and of repositories, and with every how-manieth image goes
/// without a tag.
final class GeneratedTree {
    private final Path root;
    private final int layers;
    private final int repositories;
    private final int untagged;

    private GeneratedTree(Path root, int layers, int repositories, int untagged) {
        this.root = root;
        this.layers = layers;
        this.repositories = repositories;
        this.untagged = untagged;
    }

    public static void main(String[] arguments) {
        GeneratedTree tree = new GeneratedTree(
                Path.of(arguments[0]), number(arguments[2]), number(arguments[3]), number(arguments[4]));
        long start = System.nanoTime();
        IntStream.range(0, number(arguments[1])).parallel().forEach(tree::image);
        System.out.printf("%s images in %.0f s%n", arguments[1], (System.nanoTime() - start) / 1e9);
    }

    private static int number(String argument) {
        return Integer.parseInt(argument);
    }

    private void image(int number) {
        RepositoryName repository = RepositoryName.parse("scale/r" + number % repositories);
        byte[] config = TestImages.config("image " + number);
        byte[][] contents = IntStream.range(0, layers)
                .mapToObj(layer -> TestImages.layer(number + " " + layer))
                .toArray(byte[][]::new);
        Document image = TestImages.image(config, contents);
        blob(repository, config);
        for (byte[] content : contents) {
            blob(repository, content);
        }
        write(Layout.blobData(image.digest()), image.bytes());
        link(Layout.revisionLink(repository, image.digest()), image.digest());
        if (number % untagged != 0) {
            Tag tag = Tag.parse("t" + number);
            link(Layout.tagIndexLink(repository, tag, image.digest()), image.digest());
            link(Layout.tagCurrentLink(repository, tag), image.digest());
        }
    }

    private void blob(RepositoryName repository, byte[] content) {
        Digest digest = Digest.sha256(content);
        write(Layout.blobData(digest), content);
        link(Layout.layerLink(repository, digest), digest);
    }

    private void link(StorageKey key, Digest target) {
        write(key, target.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private void write(StorageKey key, byte[] content) {
        Path file = root.resolve(key.toString());
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
