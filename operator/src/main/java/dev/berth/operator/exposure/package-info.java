/// What lets clients in: the Ingress and the network policy.
@NullMarked
package dev.berth.operator.exposure;

import org.jspecify.annotations.NullMarked;
