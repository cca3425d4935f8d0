/// Removes what no manifest reaches, while pushes go on: marks what lives, then sweeps the rest one digest at a time.
@NullMarked
package dev.berth.registry.gc;

import org.jspecify.annotations.NullMarked;
