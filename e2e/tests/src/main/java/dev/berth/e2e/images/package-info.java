/// Container images made from nothing, as OCI layouts.
@NullMarked
package dev.berth.e2e.images;

import org.jspecify.annotations.NullMarked;
