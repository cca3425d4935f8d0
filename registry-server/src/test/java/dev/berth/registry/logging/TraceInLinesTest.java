package dev.berth.registry.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceInLinesTest {
    @Test
    void bothFormsNameTheTraceOfTheirThread() {
        assertThat(new TextLines(Map.of()).doLayout(event(Map.of("trace_id", "0af7"))))
                .endsWith("msg=hello trace_id=0af7\n");
        assertThat(new JsonLines(Map.of()).doLayout(event(Map.of("trace_id", "0af7"))))
                .endsWith("\"msg\":\"hello\",\"trace_id\":\"0af7\"}\n");
    }

    @Test
    void linesOutsideATraceAreAsTheyWere() {
        assertThat(new TextLines(Map.of()).doLayout(event(Map.of()))).endsWith("msg=hello\n");
    }

    private static LoggingEvent event(Map<String, String> threads) {
        var context = new LoggerContext();
        var event = new LoggingEvent("", context.getLogger("test"), Level.INFO, "hello", null, null);
        event.setMDCPropertyMap(threads);
        return event;
    }
}
