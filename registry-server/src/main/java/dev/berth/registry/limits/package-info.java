/// What is refused for the good of all: pushes onto a nearly full disk, and clients that ask too often.
@NullMarked
package dev.berth.registry.limits;

import org.jspecify.annotations.NullMarked;
