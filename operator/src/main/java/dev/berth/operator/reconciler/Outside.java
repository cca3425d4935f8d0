package dev.berth.operator.reconciler;

import dev.berth.operator.endpoint.Maintenance;
import dev.berth.operator.endpoint.RegistryProbe;
import dev.berth.operator.endpoint.ServerHealth;
import java.time.Clock;

/// What a pass needs from outside the API server.
public record Outside(Clock clock, RegistryProbe probe, ServerHealth health, Maintenance maintenance) {}
