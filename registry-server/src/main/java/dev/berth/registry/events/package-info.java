/// What happened in the registry, told to whoever listens.
@NullMarked
package dev.berth.registry.events;

import org.jspecify.annotations.NullMarked;
