/// Everything that follows from a Registry's spec alone: names, labels, addresses and the server's configuration.
@NullMarked
package dev.berth.operator.plan;

import org.jspecify.annotations.NullMarked;
