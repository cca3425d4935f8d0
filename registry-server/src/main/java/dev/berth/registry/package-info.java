/// The registry server: its main class and command line.
@NullMarked
package dev.berth.registry;

import org.jspecify.annotations.NullMarked;
