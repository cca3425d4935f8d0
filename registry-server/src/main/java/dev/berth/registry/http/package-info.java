/// What all endpoints share: error bodies, byte ranges, page links, locations.
@NullMarked
package dev.berth.registry.http;

import org.jspecify.annotations.NullMarked;
