/// What Prometheus is told: where the servers are, when to alert, and what the operator knows of its Registries.
@NullMarked
package dev.berth.operator.monitoring;

import org.jspecify.annotations.NullMarked;
