/// The objects of a cluster as the tests and the demo touch them.
@NullMarked
package dev.berth.e2e.kubernetes;

import org.jspecify.annotations.NullMarked;
