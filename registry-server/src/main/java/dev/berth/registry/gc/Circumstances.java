package dev.berth.registry.gc;

import dev.berth.registry.quotas.QuotasConfig;

/// What a run heeds beside its request: which quotas it counts anew, and whether room is short.
record Circumstances(QuotasConfig quotas, Pressure pressure) {}
