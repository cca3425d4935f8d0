/// The garbage collection's schedule, token and last result.
@NullMarked
package dev.berth.operator.gc;

import org.jspecify.annotations.NullMarked;
