/// What lives: everything that the roots of a repository reach, read without changing anything.
@NullMarked
package dev.berth.registry.gc.mark;

import org.jspecify.annotations.NullMarked;
