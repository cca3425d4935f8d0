package dev.berth.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A cluster that somebody else runs and named for this purpose. What only its owner knows how to do is done by the
/// owner's commands:
/// `BERTH_LOAD_IMAGE archive` and `BERTH_TRUST_REGISTRY host url ca-file`; `BERTH_INGRESS` is
/// `class,host,http-port,https-port`.
public final class ExistingCluster implements Cluster {

    static final String KUBECONFIG = "BERTH_KUBECONFIG";

    private final Map<String, String> settings;

    ExistingCluster(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    @Override
    public Path kubeconfig() {
        return Path.of(setting(KUBECONFIG));
    }

    @Override
    public void loadImage(Path ociArchive) {
        new Command(setting("BERTH_LOAD_IMAGE"), ociArchive.toString()).run();
    }

    @Override
    public void trustRegistry(String host, String upstreamUrl, String caPem) {
        try {
            var ca = Files.writeString(Files.createTempFile("berth-ca-", ".crt"), caPem);
            new Command(setting("BERTH_TRUST_REGISTRY"), host, upstreamUrl, ca.toString()).run();
            Files.delete(ca);
        } catch (IOException e) {
            throw new UncheckedIOException("could not hand over the certificate of " + host, e);
        }
    }

    @Override
    public IngressAddress ingress() {
        var parts = List.of(setting("BERTH_INGRESS").split(",", -1));
        if (parts.size() != 4) {
            throw new ClusterException("BERTH_INGRESS must be class,host,http-port,https-port");
        }
        return new IngressAddress(
                parts.get(0), parts.get(1), Integer.parseInt(parts.get(2)), Integer.parseInt(parts.get(3)));
    }

    @Override
    public String describe() {
        return "the existing cluster of " + kubeconfig();
    }

    /// Nothing was started, so nothing is stopped.
    @Override
    public void close() {}

    private String setting(String name) {
        var value = settings.get(name);
        if (value == null || value.isBlank()) {
            throw new ClusterException(
                    "an existing cluster needs " + name + "; e2e/cluster/README.md says what it holds");
        }
        return value;
    }
}
