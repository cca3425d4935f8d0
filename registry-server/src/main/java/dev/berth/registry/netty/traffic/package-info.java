/// Measures each request from its first byte to the last byte of its answer, and tells whoever observes.
@NullMarked
package dev.berth.registry.netty.traffic;

import org.jspecify.annotations.NullMarked;
