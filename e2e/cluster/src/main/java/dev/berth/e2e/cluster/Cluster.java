package dev.berth.e2e.cluster;

import java.nio.file.Path;

/// A Kubernetes cluster that runs pods. Closing it stops what opening it started, and nothing else.
public interface Cluster extends AutoCloseable {

    /// A kubeconfig with the rights of a cluster administrator.
    Path kubeconfig();

    /// Makes the image of an OCI archive known to every node, under the name in its `io.containerd.image.name`
    /// annotation.
    void loadImage(Path ociArchive);

    /// Lets the nodes pull `host/...` from `upstreamUrl`, whose certificate `caPem` has signed. Takes effect on the
    /// next pull.
    void trustRegistry(String host, String upstreamUrl, String caPem);

    /// Where an Ingress of this cluster answers.
    IngressAddress ingress();

    /// One line for people: what kind of cluster this is and where.
    String describe();

    @Override
    void close();
}
