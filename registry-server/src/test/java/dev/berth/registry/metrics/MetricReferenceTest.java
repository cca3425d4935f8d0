package dev.berth.registry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.berth.registry.ReferencePage;
import dev.berth.registry.metrics.Metric.Kind;
import dev.berth.registry.metrics.Metric.Label;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page is made from [Metric]; the other tests say that nothing else measures, and that Prometheus sees the same.
class MetricReferenceTest {
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE);
    private static final String OURS = "registry_";
    private static final Map<String, String> LIBRARY = new TreeMap<>(Map.of(
            "jvm_memory_", "memory by area and pool",
            "jvm_buffer_", "buffers outside the heap",
            "jvm_gc_", "pauses and work of the JVM's own garbage collector",
            "jvm_threads_", "threads by state",
            "system_", "processors and load of the machine",
            "process_cpu_", "processor time and use",
            "process_files_", "open file descriptors and their limit",
            "process_uptime_", "how long the process runs",
            "process_start_", "when the process started"));
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.berth.registry");

    private static final String OPERATOR = """
            ## The operator
            At `/metrics` of its HTTP port it tells of its Registries, with the labels `registry_namespace` and `registry`, and
            beside that of the Java Operator SDK (`reconciliations_…`, `events_received_…`, `custom_resources`), Micronaut and
            the JVM.

            | metric | type | labels | meaning |
            |---|---|---|---|
            | `berth_registry_condition` | gauge | `condition`, `status` | 1 for the state that a condition has. |
            | `berth_registry_last_collection_timestamp_seconds` | gauge | `result` | When the last garbage collection ended. |
            | `berth_registry_last_collection_freed_bytes` | gauge |  | What it freed. |
            | `berth_registry_certificate_not_after_timestamp_seconds` | gauge |  | When the certificate ends. |

            ## Alerts
            Where the Prometheus operator's type PrometheusRule is there, each Registry has alerts over the server's metrics, with
            the labels `namespace` and `registry`: `BerthRegistryDown`, `BerthCollectionFailed`, `BerthCollectionOverdue`,
            `BerthDamageFound`, `BerthQuotaNearlyUsed`, `BerthStorageNearlyFull`, `BerthCertificateExpires`.
            """;

    @Test
    void pageIsCurrent() throws IOException {
        ReferencePage.requireCurrent(
                "metrics.md", """
                # Metrics

                ## The registry server
                Served as Prometheus text at `http.debug.prometheus.path` of `http.debug.addr`; where Berth runs the server, at `/metrics`
                of the pods' port `metrics`, and a PodMonitor names it where the Prometheus operator is installed. Metrics with labels
                appear with their first value. This page is generated from the server's own table.

                | metric | type | unit | labels | meaning |
                |---|---|---|---|---|
                """ + rows() + """

                A histogram has `_bucket`, `_count` and `_sum`, with bounds at %s seconds; a summary has
                `_count` and `_sum`. Beside each stands a gauge with `_max`, the longest of the last minutes.

                | label | of | values |
                |---|---|---|
                """.formatted(bounds()) + labels() + """

                What the JVM and the process measure themselves:

                | metrics | meaning |
                |---|---|
                """ + library() + """

                """ + OPERATOR);
    }

    @Test
    void prometheusSeesTheTable() {
        Map<String, String> seen = scraped();
        seen.keySet().removeIf(name -> !name.startsWith(OURS) || name.endsWith("_max"));

        assertThat(seen)
                .isEqualTo(Arrays.stream(Metric.values())
                        .collect(Collectors.toMap(Metric::text, metric -> lower(metric.kind()))));
    }

    @Test
    void everythingElseIsOfTheLibrary() {
        assertThat(scraped().keySet())
                .filteredOn(name -> !name.startsWith(OURS))
                .allMatch(name -> LIBRARY.keySet().stream().anyMatch(name::startsWith));
        assertThat(LIBRARY.keySet())
                .allMatch(prefix -> scraped().keySet().stream().anyMatch(name -> name.startsWith(prefix)));
    }

    @Test
    void everyMetricIsMeasured() {
        Set<String> measured = CLASSES.get(Metric.class).getFieldAccessesToSelf().stream()
                .filter(access -> !access.getOriginOwner().isEquivalentTo(Metric.class))
                .map(access -> access.getTarget().getName())
                .collect(Collectors.toSet());

        assertThat(measured)
                .contains(Arrays.stream(Metric.values()).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void metersAreMadeByTheTableAlone() {
        Set<String> makers = CLASSES.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> makesMeters(call.getTargetOwner()))
                .map(call -> call.getOriginOwner().getSimpleName())
                .collect(Collectors.toSet());

        assertThat(makers).containsExactly("Metric");
    }

    private static boolean makesMeters(JavaClass type) {
        return type.isEquivalentTo(MeterRegistry.class)
                || (type.getPackageName().equals("io.micrometer.core.instrument")
                        && type.getSimpleName().equals("Builder"));
    }

    /// Name and type of everything that a registry with all our metrics shows.
    private static Map<String, String> scraped() {
        try (JvmGcMetrics collections = new JvmGcMetrics()) {
            PrometheusMeterRegistry meters = new Meters().registry(collections);
            for (Metric metric : Metric.values()) {
                measure(metric, meters);
            }
            Map<String, String> types = new TreeMap<>();
            TYPE.matcher(meters.scrape()).results().forEach(found -> types.put(found.group(1), found.group(2)));
            return types;
        }
    }

    private static void measure(Metric metric, MeterRegistry meters) {
        String[] values = metric.labels().stream().map(Label::text).toArray(String[]::new);
        switch (metric.kind()) {
            case COUNTER -> metric.counter(meters, values).increment();
            case GAUGE -> metric.gauge(meters, metric, _ -> 1, values);
            case HISTOGRAM, SUMMARY -> metric.timer(meters, values).record(Metric.BOUNDS.getFirst());
        }
    }

    private static String rows() {
        return Arrays.stream(Metric.values())
                .map(metric -> "| `%s` | %s | %s | %s | %s |\n"
                        .formatted(
                                metric.text(),
                                lower(metric.kind()),
                                metric.unit(),
                                metric.labels().stream()
                                        .map(label -> "`" + label.text() + "`")
                                        .collect(Collectors.joining(", ")),
                                metric.meaning()))
                .collect(Collectors.joining());
    }

    private static String labels() {
        return Arrays.stream(Label.values())
                .map(label -> "| `%s` | %s | %s |\n".formatted(label.text(), users(label), label.choices()))
                .collect(Collectors.joining());
    }

    private static String users(Label label) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.labels().contains(label))
                .map(metric -> "`" + metric.text() + "`")
                .collect(Collectors.joining(", "));
    }

    private static String library() {
        return LIBRARY.entrySet().stream()
                .map(family -> "| `" + family.getKey() + "…` | " + family.getValue() + " |\n")
                .collect(Collectors.joining());
    }

    private static String bounds() {
        return Metric.BOUNDS.stream()
                .map(bound -> Double.toString(bound.toMillis() / 1000.0).replaceFirst("\\.0$", ""))
                .collect(Collectors.joining(", "));
    }

    private static String lower(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
