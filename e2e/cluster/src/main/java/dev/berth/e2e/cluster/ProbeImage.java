package dev.berth.e2e.cluster;

import java.nio.file.Path;

/// The image that tests run in pods where they need no particular one: a single static program of a few megabytes that
/// can serve HTTP
/// (`serve :8080`, `files :8080 /folder`), fetch (`get URL`), eat memory (`eat MEBIBYTES`) and `wait`.
public final class ProbeImage {

    private ProbeImage() {}

    /// Writes the image under the given name to an archive that [Cluster#loadImage] takes.
    public static Path write(Path archive, String name) {
        return ProgramImage.write(archive, name, "probe");
    }
}
