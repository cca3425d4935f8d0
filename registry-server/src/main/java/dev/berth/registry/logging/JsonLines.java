package dev.berth.registry.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/// One JSON object a line: time, level, logger, msg, then the fields, then a stack trace.
final class JsonLines extends LayoutBase<ILoggingEvent> {
    private final Map<String, String> fields;

    JsonLines(Map<String, String> fields) {
        this.fields = fields;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        line.put("logger", event.getLoggerName());
        line.put("msg", event.getFormattedMessage());
        fields.forEach(line::put);
        event.getMDCPropertyMap().forEach(line::put);
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> put(line, pair));
        }
        if (event.getThrowableProxy() != null) {
            line.put("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line + "\n";
    }

    private static void put(ObjectNode line, KeyValuePair pair) {
        switch (pair.value) {
            case null -> line.putNull(pair.key);
            case Integer number -> line.put(pair.key, number);
            case Long number -> line.put(pair.key, number);
            case Double number -> line.put(pair.key, number);
            case Boolean flag -> line.put(pair.key, flag);
            default -> line.put(pair.key, pair.value.toString());
        }
    }
}
