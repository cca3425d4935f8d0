/// External programs: running one, reading what it printed, stopping it.
@NullMarked
package dev.berth.e2e.process;

import org.jspecify.annotations.NullMarked;
