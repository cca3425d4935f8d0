/// Sets up the log: its level and the form of its lines.
@NullMarked
package dev.berth.registry.logging;

import org.jspecify.annotations.NullMarked;
