package dev.berth.e2e.cluster;

import java.nio.file.Path;

/// An image with one static program and nothing else, which it runs as a user without rights.
public final class ProgramImage {

    private ProgramImage() {}

    /// Writes the image under the given name to an archive that [Cluster#loadImage] takes. The program is one of
    /// [Tools].
    public static Path write(Path archive, String name, String program) {
        var packer = Tools.path("berth-cluster").toString();
        var packed = Tools.path(program).toString();
        new Command(packer, "image", "--name", name, "--program", packed, "--output", archive.toString()).run();
        return archive;
    }
}
