package dev.berth.operator.monitoring;

import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lets Prometheus find the server's metrics. The pods are found by label, since the Service does not carry the metrics
/// port.
public final class ServerPodMonitor extends PrometheusObject {
    public ServerPodMonitor() {
        super("PodMonitor");
    }

    @Override
    Map<String, Object> spec(RegistryPlan plan) {
        return Map.of(
                "selector",
                Map.of("matchLabels", Labels.serverSelector(plan.names())),
                "podMetricsEndpoints",
                List.of(new TreeMap<>(Map.of("port", Server.METRICS_PORT_NAME, "path", "/metrics"))));
    }
}
