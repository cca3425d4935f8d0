package dev.berth.e2e.cluster;

/// The address of a cluster's ingress controller, reachable from this machine, and the class that selects it.
public record IngressAddress(String className, String host, int httpPort, int httpsPort) {}
