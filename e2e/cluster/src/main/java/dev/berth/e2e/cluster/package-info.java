/// Kubernetes clusters for tests and the demo: an existing one, K3s in a container, or a local one made of packages.
@NullMarked
package dev.berth.e2e.cluster;

import org.jspecify.annotations.NullMarked;
