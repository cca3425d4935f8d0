package dev.berth.operator.reconciler;

import dev.berth.operator.endpoint.CollectionReports;
import dev.berth.operator.endpoint.MigrationReports;
import dev.berth.operator.endpoint.RegistryProbe;
import java.time.Clock;

/// What a pass needs from outside the API server.
public record Outside(Clock clock, RegistryProbe probe, CollectionReports reports, MigrationReports moves) {}
