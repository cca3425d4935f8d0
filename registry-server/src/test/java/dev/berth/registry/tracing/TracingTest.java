package dev.berth.registry.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.events.RegistryEventListener;
import dev.berth.registry.metrics.AccessLogConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Spans on their way to a COLLECTOR.
class TracingTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String UNSAMPLED = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "b7ad6b7169203331";

    /// The traces that lines of the log would have named when events were heard.
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    private static final Collector COLLECTOR = new Collector();

    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry()
            .with(AccessLogConfig.class, new AccessLogConfig(false))
            .with(RegistryEventListener.class, (_, _) -> HEARD.add(String.valueOf(MDC.get("trace_id"))))
            .with(
                    TracingConfig.class,
                    TracingConfig.from(Map.of(
                            "OTEL_TRACES_EXPORTER", "otlp",
                            "OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR.url(),
                            "OTEL_EXPORTER_OTLP_HEADERS", "x-token=secret",
                            "OTEL_RESOURCE_ATTRIBUTES", "team=images",
                            "OTEL_BSP_SCHEDULE_DELAY", "50")));

    @AfterAll
    static void stop() {
        COLLECTOR.close();
        for (String name : List.of("access", WatchedExporter.class.getName())) {
            Logger log = (Logger) LoggerFactory.getLogger(name);
            log.detachAndStopAllAppenders();
            log.setLevel(null);
        }
    }

    @Test
    void pushIsOneSpanForEachRequestWithThoseOfTheStorageBelow() {
        REGISTRY.pushBlob("a/b", TestImages.config("x"));
        REGISTRY.pushManifest("a/b", "v1", TestImages.image(TestImages.config("x")));

        ReceivedSpan put = server("PUT /v2/{name}/manifests/{reference}");
        assertThat(put.kind()).isEqualTo(ReceivedSpan.SERVER);
        assertThat(put.parent()).isEmpty();
        assertThat(put.attributes())
                .containsEntry("http.request.method", "PUT")
                .containsEntry("http.route", "/v2/{name}/manifests/{reference}")
                .containsEntry("http.response.status_code", "201")
                .containsEntry("berth.repository", "a/b")
                .containsEntry("url.path", "/v2/a/b/manifests/v1");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(COLLECTOR.spans())
                        .filteredOn(span -> span.parent().equals(put.id()))
                        .isNotEmpty()
                        .allMatch(span -> span.trace().equals(put.trace()))
                        .extracting(ReceivedSpan::name)
                        .contains("storage write", "storage move"));
        assertThat(COLLECTOR.messages()).allSatisfy(message -> {
            assertThat(message.path()).isEqualTo("/v1/traces");
            assertThat(message.headers().getFirst("X-Token")).isEqualTo("secret");
            assertThat(message.resource()).contains("service.name=berth-registry", "team=images");
        });
    }

    @Test
    void requestContinuesItsClientsTraceAndTheLogNamesIt() {
        var lines = listen("access");

        REGISTRY.get("/v2/a/tags/list", "traceparent: 00-" + TRACE + "-" + PARENT + "-01");

        ReceivedSpan list = server("GET /v2/{name}/tags/list");
        assertThat(list.trace()).isEqualTo(TRACE);
        assertThat(list.parent()).isEqualTo(PARENT);
        assertThat(list.attributes()).containsEntry("http.response.status_code", "404");
        assertThat(lines.list)
                .anySatisfy(line -> assertThat(line.getKeyValuePairs())
                        .anySatisfy(
                                pair -> assertThat(pair.key + "=" + pair.value).isEqualTo("trace_id=" + TRACE)));
    }

    @Test
    void whatIsLoggedForARequestNamesItsTrace() {
        var digest = REGISTRY.pushBlob("logged", TestImages.layer("logged"));

        REGISTRY.get("/v2/logged/blobs/" + digest, "traceparent: 00-" + TRACE + "-" + PARENT + "-01");

        assertThat(HEARD.getLast()).isEqualTo(TRACE);
    }

    @Test
    void unsampledTraceOfTheClientIsNotSent() {
        REGISTRY.get("/v2/", "traceparent: 00-" + UNSAMPLED + "-" + PARENT + "-00");
        REGISTRY.get("/v2/a/tags/list");

        server("GET /v2/{name}/tags/list");
        assertThat(COLLECTOR.spans()).noneMatch(span -> span.trace().equals(UNSAMPLED));
    }

    @Test
    void outageOfTheCollectorIsLoggedOnceAndItsEndOnce() {
        var lines = listen(WatchedExporter.class.getName());

        COLLECTOR.answer(400);
        await().atMost(LONG).until(() -> {
            REGISTRY.get("/v2/");
            return COLLECTOR.refused() >= 3;
        });
        COLLECTOR.answer(200);
        await().atMost(LONG).until(() -> {
            REGISTRY.get("/v2/");
            return lines.list.size() >= 2;
        });

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        start -> assertThat(start).contains("cannot be sent"),
                        end -> assertThat(end).contains("sent again"));
    }

    private static ListAppender<ILoggingEvent> listen(String name) {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        Logger log = (Logger) LoggerFactory.getLogger(name);
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        return lines;
    }

    private ReceivedSpan server(String name) {
        return await().atMost(LONG)
                .until(
                        () -> COLLECTOR.spans().stream()
                                .filter(span -> span.name().equals(name))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }
}
