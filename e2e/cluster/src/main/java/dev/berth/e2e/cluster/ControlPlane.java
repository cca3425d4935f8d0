package dev.berth.e2e.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// etcd and a Kubernetes API server on random loopback ports, without nodes: objects can be stored and watched, no pod
/// runs.
/// Many may run side by side; closing one leaves nothing behind.
public final class ControlPlane implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private final Path directory;
    private final Supervisor supervisor;

    private ControlPlane(Path directory, Supervisor supervisor) {
        this.directory = directory;
        this.supervisor = supervisor;
    }

    /// The API server alone: nothing acts on the objects, so a Deployment makes no pods and an owner's deletion no
    /// clean-up.
    public static ControlPlane start() {
        return start(List.of());
    }

    /// With the controller manager: garbage collection by owner, namespaces' deletion, Jobs, ReplicaSets and so on.
    public static ControlPlane startWithControllers() {
        return start(List.of("--controllers"));
    }

    private static ControlPlane start(List<String> options) {
        var directory = StateDirectory.temporary("control-plane");
        var arguments = new ArrayList<>(List.of("--dir", directory.toString()));
        arguments.addAll(options);
        return new ControlPlane(directory, Supervisor.start(START, "control-plane", arguments));
    }

    /// A kubeconfig with the rights of a cluster administrator.
    public Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
