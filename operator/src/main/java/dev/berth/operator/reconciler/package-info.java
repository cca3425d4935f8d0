/// The loop that brings a Registry to what its spec asks for.
@NullMarked
package dev.berth.operator.reconciler;

import org.jspecify.annotations.NullMarked;
