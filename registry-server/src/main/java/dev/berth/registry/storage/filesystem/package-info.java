/// Objects as files below one directory.
@NullMarked
package dev.berth.registry.storage.filesystem;

import org.jspecify.annotations.NullMarked;
