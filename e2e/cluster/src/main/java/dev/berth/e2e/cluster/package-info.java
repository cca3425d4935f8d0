/// The Kubernetes cluster under the tests and the demo.
@NullMarked
package dev.berth.e2e.cluster;

import org.jspecify.annotations.NullMarked;
