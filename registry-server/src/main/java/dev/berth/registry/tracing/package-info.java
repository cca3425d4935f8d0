/// OpenTelemetry traces: a span for each request and for what it asks of the storage. Off unless the environment asks.
@NullMarked
package dev.berth.registry.tracing;

import org.jspecify.annotations.NullMarked;
