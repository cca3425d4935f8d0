/// Blob uploads: sessions that grow, are resumed, and end as blobs.
@NullMarked
package dev.berth.registry.uploads;

import org.jspecify.annotations.NullMarked;
