/// What keeps the server up while nodes are drained.
@NullMarked
package dev.berth.operator.availability;

import org.jspecify.annotations.NullMarked;
