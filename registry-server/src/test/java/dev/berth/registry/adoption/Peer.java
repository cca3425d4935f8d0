package dev.berth.registry.adoption;

import dev.berth.registry.InstalledPrograms;
import java.nio.file.Path;

/// The registries whose volumes are adopted. Their programs come from `e2e/install`, or a property names one.
public enum Peer {
    DISTRIBUTION_2("peer.distribution2", "docker-registry"),
    DISTRIBUTION_3("peer.distribution3", "registry");

    private final String property;
    private final String program;

    Peer(String property, String program) {
        this.property = property;
        this.program = program;
    }

    /// Skips the test that asks when the program is missing.
    public Path require() {
        var named = System.getProperty(property, "");
        return named.isEmpty() ? InstalledPrograms.require(program, "adoption from " + this) : Path.of(named);
    }
}
