package dev.berth.registry.clients;

import dev.berth.registry.clients.programs.Containerd;
import dev.berth.registry.clients.programs.Crane;
import dev.berth.registry.clients.programs.Docker;
import dev.berth.registry.clients.programs.Endpoint;
import dev.berth.registry.clients.programs.Helm;
import dev.berth.registry.clients.programs.ImageClient;
import dev.berth.registry.clients.programs.Oras;
import dev.berth.registry.clients.programs.Podman;
import dev.berth.registry.clients.programs.Regctl;
import dev.berth.registry.clients.programs.SampleImage;
import dev.berth.registry.clients.programs.Skopeo;
import java.util.Locale;

/// The clients of the matrix.
enum Client {
    SKOPEO,
    PODMAN,
    BUILDAH,
    CRANE,
    REGCTL,
    ORAS,
    HELM,
    DOCKER,
    CONTAINERD;

    /// One that has no login yet. Skips the test that asks when a program is missing.
    ImageClient at(Bench bench, Endpoint endpoint) {
        var folder = bench.newFolder();
        return switch (this) {
            case SKOPEO -> new Skopeo(endpoint, folder);
            case PODMAN -> Podman.podman(endpoint, folder);
            case BUILDAH -> Podman.buildah(endpoint, folder);
            case CRANE -> new Crane(endpoint, folder);
            case REGCTL -> new Regctl(endpoint, folder);
            case ORAS -> new Oras(endpoint, folder);
            case HELM -> new Helm(endpoint, folder);
            case DOCKER -> new Docker(bench.daemons().docker(), endpoint, folder);
            case CONTAINERD -> new Containerd(bench.daemons().containerd(), endpoint, folder);
        };
    }

    /// A name for an image of its own.
    String reference(String name) {
        return name().toLowerCase(Locale.ROOT) + "/" + name + ":" + SampleImage.TAG;
    }
}
