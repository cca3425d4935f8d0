/// Says whether the server lives and is ready, on a port of its own, where the metrics are read too.
@NullMarked
package dev.berth.registry.health;

import org.jspecify.annotations.NullMarked;
