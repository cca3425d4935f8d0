package dev.berth.e2e.kubernetes;

import dev.berth.e2e.cluster.Tools;
import dev.berth.e2e.process.Program;
import java.nio.file.Path;

/// The `kubectl` of this machine at one cluster, for what people do with it.
public record Kubectl(Path kubeconfig) {

    public Program program(String... arguments) {
        return Program.of(Tools.path("kubectl"), "--kubeconfig", kubeconfig.toString())
                .withArguments(arguments);
    }

    public String run(String... arguments) {
        return program(arguments).run();
    }

    /// `kubectl apply` of a manifest given as text.
    public void apply(String manifest) {
        program("apply", "-f", "-").withInput(manifest).run();
    }
}
