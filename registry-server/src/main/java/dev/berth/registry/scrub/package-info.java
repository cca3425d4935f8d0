/// Reads all blobs again now and then, slowly, to find damage while somebody still has the content.
@NullMarked
package dev.berth.registry.scrub;

import org.jspecify.annotations.NullMarked;
