/// Checks of a spec that the schema can't make; each names the fault and its cure.
@NullMarked
package dev.berth.operator.checks;

import org.jspecify.annotations.NullMarked;
