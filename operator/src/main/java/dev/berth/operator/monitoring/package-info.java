/// What lets Prometheus find the server.
@NullMarked
package dev.berth.operator.monitoring;

import org.jspecify.annotations.NullMarked;
