package dev.berth.e2e.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What one looks at first when something on a cluster went wrong.
public record Diagnostics(Kubectl kubectl) {

    /// Each report by the name a file of it may have. A report that fails holds its error.
    public Map<String, String> collect() {
        var reports = new LinkedHashMap<String, String>();
        reports.put("registries.yaml", say("get", "registries", "-A", "-o", "yaml"));
        reports.put("objects.txt", say("get", "pods,deployments,jobs,cronjobs,pvc,svc,ingress", "-A", "-o", "wide"));
        reports.put("events.txt", say("get", "events", "-A", "--sort-by=.lastTimestamp"));
        reports.put(
                "operator.log",
                say("logs", "-n", Installation.NAMESPACE, "deployment/berth-operator", "--tail", "2000"));
        reports.put("servers.log", serverLogs());
        return reports;
    }

    private String serverLogs() {
        var namespaces =
                say("get", "registries", "-A", "-o", "jsonpath={range .items[*]}{.metadata.namespace}{'\\n'}{end}");
        return namespaces.lines().distinct().map(this::serverLogs).collect(Collectors.joining("\n"));
    }

    private String serverLogs(String namespace) {
        var label = "app.kubernetes.io/managed-by=berth-operator";
        return "=== " + namespace + "\n" + say("logs", "-n", namespace, "-l", label, "--prefix", "--tail", "500");
    }

    private String say(String... arguments) {
        return kubectl.program(arguments).outcome().all();
    }
}
