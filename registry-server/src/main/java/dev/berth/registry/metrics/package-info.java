/// What the process measures of itself, under names that dashboards for distribution know, and the line per request.
@NullMarked
package dev.berth.registry.metrics;

import org.jspecify.annotations.NullMarked;
