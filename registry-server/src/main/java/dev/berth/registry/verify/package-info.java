/// Reads a whole registry, names what does not fit together, and repairs what can be repaired without a loss.
@NullMarked
package dev.berth.registry.verify;

import org.jspecify.annotations.NullMarked;
