/// The status of a Registry and its Events.
@NullMarked
package dev.berth.operator.status;

import org.jspecify.annotations.NullMarked;
