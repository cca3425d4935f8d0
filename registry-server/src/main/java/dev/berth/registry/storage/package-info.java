/// The storage port, its keys, and the layout of the tree below the root.
@NullMarked
package dev.berth.registry.storage;

import org.jspecify.annotations.NullMarked;
