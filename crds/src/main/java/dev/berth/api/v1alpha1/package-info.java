/// The `Registry` resource, version v1alpha1.
@NullMarked
package dev.berth.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
