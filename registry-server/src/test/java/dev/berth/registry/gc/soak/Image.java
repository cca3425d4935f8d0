package dev.berth.registry.gc.soak;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// An image with some layers of its own and some from a pool that all clients share. Its config, which no other has, is
/// the last of its blobs, as clients push them.
record Image(List<byte[]> blobs, Document manifest) {
    private static final int POOL = 40;
    private static final int MOST_LAYERS = 5;
    private static final int LARGEST = 16 << 10;

    static Image random(String seed, Random random) {
        List<byte[]> layers = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_LAYERS);
        for (int i = 0; i < count; i++) {
            layers.add(layer(random.nextBoolean() ? "pool " + random.nextInt(POOL) : seed + " " + i));
        }
        byte[] config = TestImages.config(seed);
        Document manifest = TestImages.image(config, layers.toArray(byte[][]::new));
        layers.add(config);
        return new Image(layers, manifest);
    }

    private static byte[] layer(String seed) {
        Random content = new Random(seed.hashCode());
        byte[] layer = new byte[1 + content.nextInt(LARGEST)];
        content.nextBytes(layer);
        return layer;
    }
}
