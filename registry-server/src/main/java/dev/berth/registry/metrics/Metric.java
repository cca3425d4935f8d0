package dev.berth.registry.metrics;

import static dev.berth.registry.metrics.Metric.Kind.COUNTER;
import static dev.berth.registry.metrics.Metric.Kind.GAUGE;
import static dev.berth.registry.metrics.Metric.Kind.HISTOGRAM;
import static dev.berth.registry.metrics.Metric.Kind.SUMMARY;

import dev.berth.registry.netty.traffic.Endpoint;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Every metric of our own. Meters are made here alone, so that a name, its labels and its text stand in one place.
@SuppressWarnings("ImmutableEnumChecker") // The lists of labels are unmodifiable.
public enum Metric {
    HTTP_REQUESTS(
            "registry_http_requests_total",
            COUNTER,
            "requests",
            "Requests that have ended. Code 499: the client left before it had its answer.",
            Label.HANDLER,
            Label.METHOD,
            Label.CODE),
    HTTP_REQUEST_DURATION(
            "registry_http_request_duration_seconds",
            HISTOGRAM,
            "seconds",
            "From the head of a request to the end of its answer.",
            Label.HANDLER,
            Label.METHOD),
    HTTP_REQUEST_BYTES(
            "registry_http_request_bytes_total",
            COUNTER,
            "bytes",
            "Bytes of request bodies.",
            Label.HANDLER,
            Label.METHOD),
    HTTP_RESPONSE_BYTES(
            "registry_http_response_bytes_total",
            COUNTER,
            "bytes",
            "Bytes of response bodies.",
            Label.HANDLER,
            Label.METHOD),
    HTTP_IN_FLIGHT("registry_http_in_flight_requests", GAUGE, "requests", "Requests that have not ended yet."),
    CONTENT_ACTIONS(
            "registry_content_actions_total",
            COUNTER,
            "actions",
            "What clients did to content. Repositories are no label: there may be any number of them.",
            Label.OBJECT,
            Label.CONTENT_ACTION),
    BLOB_PUSHED_BYTES("registry_blob_pushed_bytes_total", COUNTER, "bytes", "Bytes of blobs that were pushed."),
    STORAGE_ACTION(
            "registry_storage_action_seconds",
            SUMMARY,
            "seconds",
            "Time of the actions on storage; opening a file counts, streaming it does not.",
            Label.DRIVER,
            Label.STORAGE_ACTION),
    STORAGE_CAPABILITY(
            "registry_storage_capability",
            GAUGE,
            "",
            "1 when the service behind the storage can do that, as a trial at the start has shown; 0 when not.",
            Label.CAPABILITY),
    STORAGE_FREE("registry_storage_free_bytes", GAUGE, "bytes", "Room that is left on the storage."),
    STORAGE_TOTAL("registry_storage_total_bytes", GAUGE, "bytes", "Room on the storage, used or not."),
    CERTIFICATE_NOT_AFTER(
            "registry_tls_certificate_not_after_timestamp_seconds",
            GAUGE,
            "seconds since 1970",
            "When the certificate in use ends. Only with TLS."),
    RELOAD_FAILURES(
            "registry_reload_failures_total",
            COUNTER,
            "reloads",
            "Changed files that could not be used, so that the server went on with what it had.",
            Label.FILE),
    GC_LAST_SUCCESS(
            "registry_gc_last_success_timestamp_seconds",
            GAUGE,
            "seconds since 1970",
            "When a garbage collection last succeeded; 0 before the first."),
    GC_LAST_DURATION(
            "registry_gc_last_duration_seconds", GAUGE, "seconds", "How long the last garbage collection took."),
    GC_RUNS("registry_gc_runs_total", COUNTER, "runs", "Garbage collections that have ended.", Label.STATE),
    GC_FREED_BYTES("registry_gc_freed_bytes_total", COUNTER, "bytes", "Bytes that garbage collections freed."),
    GC_REMOVED_BLOBS("registry_gc_removed_blobs_total", COUNTER, "blobs", "Blobs that garbage collections removed."),
    GC_LAST_SUCCEEDED(
            "registry_gc_last_succeeded",
            GAUGE,
            "runs",
            "1 when the last garbage collection succeeded, 0 when it failed."),
    GC_RUN_PHASE(
            "registry_gc_run_phase",
            GAUGE,
            "runs",
            "1 for what the garbage collection of this process is at, or the last one was.",
            Label.PHASE),
    GC_RUN_REPOSITORIES("registry_gc_run_repositories", GAUGE, "repositories", "Repositories it went through so far."),
    GC_RUN_MANIFESTS("registry_gc_run_manifests", GAUGE, "manifests", "Manifests it marked so far."),
    GC_RUN_SCANNED_BLOBS("registry_gc_run_scanned_blobs", GAUGE, "blobs", "Blobs it looked at so far."),
    GC_RUN_CONDEMNED_BLOBS("registry_gc_run_condemned_blobs", GAUGE, "blobs", "Blobs it condemned so far."),
    GC_RUN_REMOVED_BLOBS("registry_gc_run_removed_blobs", GAUGE, "blobs", "Blobs it purged so far."),
    SCRUB_LAST_SUCCESS(
            "registry_scrub_last_success_timestamp_seconds",
            GAUGE,
            "seconds since 1970",
            "When all blobs were last read again; 0 before the first time."),
    SCRUB_RUNNING("registry_scrub_running", GAUGE, "runs", "1 while this process reads blobs again."),
    SCRUB_READ_BLOBS("registry_scrub_read_blobs_total", COUNTER, "blobs", "Blobs that were read again."),
    SCRUB_READ_BYTES("registry_scrub_read_bytes_total", COUNTER, "bytes", "Bytes that were read again."),
    SCRUB_DAMAGED("registry_scrub_damaged_blobs_total", COUNTER, "blobs", "Damaged blobs that were found."),
    SCRUB_UNHEALED(
            "registry_scrub_unhealed_blobs",
            GAUGE,
            "blobs",
            "Blobs found damaged by the last scrub that nobody has pushed again."),
    QUOTA_USED_BYTES(
            "registry_quota_used_bytes", GAUGE, "bytes", "What the repositories of a quota hold.", Label.QUOTA),
    QUOTA_LIMIT_BYTES("registry_quota_limit_bytes", GAUGE, "bytes", "What they may hold; 0 for no limit.", Label.QUOTA),
    QUOTA_USED_TAGS("registry_quota_used_tags", GAUGE, "tags", "The tags of a quota's repositories.", Label.QUOTA),
    QUOTA_LIMIT_TAGS("registry_quota_limit_tags", GAUGE, "tags", "How many these may be; 0 for no limit.", Label.QUOTA),
    QUOTA_REFUSALS("registry_quota_refusals_total", COUNTER, "requests", "Requests that a quota refused.", Label.QUOTA),
    NOTIFICATION_EVENTS(
            "registry_notifications_events_total",
            COUNTER,
            "events",
            "Events: those that were to be sent, attempts that the endpoint took, refused, or that did not reach it, "
                    + "and events that were dropped from a full queue.",
            Label.NOTIFICATION,
            Label.ENDPOINT),
    NOTIFICATION_PENDING(
            "registry_notifications_pending", GAUGE, "events", "Events that wait for their endpoint.", Label.ENDPOINT),
    NOTIFICATION_STATUS(
            "registry_notifications_status_total",
            COUNTER,
            "answers",
            "Answers of endpoints.",
            Label.STATUS,
            Label.ENDPOINT);

    /// Upper bounds of a histogram's buckets.
    static final List<Duration> BOUNDS = List.of(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1));

    /// The type, as Prometheus calls it.
    enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY
    }

    /// A label and what it may be.
    enum Label {
        HANDLER("handler", Endpoint.labels()),
        METHOD("method", "get, head, put, post, patch, delete, options, other"),
        CODE("code", "the HTTP status"),
        OBJECT("object", "blob, manifest, tag"),
        CONTENT_ACTION("action", "push, pull, mount, delete, damage"),
        DRIVER("driver", "filesystem, s3"),
        STORAGE_ACTION("action", "Stat, Reader, PutContent, Writer, Move, Delete, Touch, List"),
        CAPABILITY("capability", "conditional-create, conditional-replace, conditional-delete, multipart-copy"),
        FILE("file", "certificate, htpasswd"),
        PHASE("phase", "Repositories, Blobs, Ended"),
        STATE("state", "Succeeded, Failed"),
        QUOTA("quota", "the patterns of a rule from berth.quotas"),
        NOTIFICATION("type", "Events, Successes, Failures, Errors, Dropped"),
        ENDPOINT("endpoint", "a name from notifications.endpoints"),
        STATUS("code", "the HTTP status with its text, as in 200 OK");

        private final String text;
        private final String choices;

        Label(String text, String choices) {
            this.text = text;
            this.choices = choices;
        }

        String text() {
            return text;
        }

        String choices() {
            return choices;
        }
    }

    private final String text;
    private final Kind kind;
    private final String unit;
    private final String meaning;
    private final List<Label> labels;

    Metric(String text, Kind kind, String unit, String meaning, Label... labels) {
        this.text = text;
        this.kind = kind;
        this.unit = unit;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /// The name that Prometheus sees.
    String text() {
        return text;
    }

    Kind kind() {
        return kind;
    }

    String unit() {
        return unit;
    }

    String meaning() {
        return meaning;
    }

    List<Label> labels() {
        return labels;
    }

    /// The counter with these values of the labels, in the order of the labels.
    public Counter counter(MeterRegistry meters, String... values) {
        return Counter.builder(text).description(meaning).tags(tags(values)).register(meters);
    }

    /// A counter that reads what `subject` counts itself.
    public <T> void count(MeterRegistry meters, T subject, ToDoubleFunction<T> count, String... values) {
        FunctionCounter.builder(text, subject, count)
                .description(meaning)
                .tags(tags(values))
                .register(meters);
    }

    public <T> void gauge(MeterRegistry meters, T subject, ToDoubleFunction<T> value, String... values) {
        Gauge.builder(text, subject, value)
                .description(meaning)
                .tags(tags(values))
                .register(meters);
    }

    Timer timer(MeterRegistry meters, String... values) {
        Timer.Builder timer = Timer.builder(text).description(meaning).tags(tags(values));
        return (kind == HISTOGRAM ? timer.serviceLevelObjectives(BOUNDS.toArray(Duration[]::new)) : timer)
                .register(meters);
    }

    private List<Tag> tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(text + " has the labels " + labels);
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(labels.get(i).text(), values[i]));
        }
        return tags;
    }
}
