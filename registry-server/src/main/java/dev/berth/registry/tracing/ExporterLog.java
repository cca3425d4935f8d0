package dev.berth.registry.tracing;

import java.util.logging.Level;
import java.util.logging.Logger;

/// The exporter's own log, which would repeat each failure on standard error. [WatchedExporter] says it once.
final class ExporterLog {
    /// Held, for loggers that nobody holds forget their level.
    private static final Logger LOG = Logger.getLogger("io.opentelemetry.exporter");

    private ExporterLog() {}

    static void silence() {
        LOG.setLevel(Level.OFF);
    }
}
