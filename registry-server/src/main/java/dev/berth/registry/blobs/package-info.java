/// Blobs as repositories see them: reading, mounting, deleting, and the locks that guard a digest.
@NullMarked
package dev.berth.registry.blobs;

import org.jspecify.annotations.NullMarked;
