/// Manifests: reading by tag or digest, pushing with their children checked, deleting.
@NullMarked
package dev.berth.registry.manifests;

import org.jspecify.annotations.NullMarked;
