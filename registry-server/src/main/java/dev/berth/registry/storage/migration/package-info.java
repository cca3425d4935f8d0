/// A registry that moves to another storage while it serves.
@NullMarked
package dev.berth.registry.storage.migration;

import org.jspecify.annotations.NullMarked;
