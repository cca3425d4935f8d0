package dev.berth.registry.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;

/// One line of `key=value` pairs, as distribution writes them. What came from a client cannot break a line.
final class TextLines extends LayoutBase<ILoggingEvent> {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/:@+-]+");
    private final Map<String, String> fields;

    TextLines(Map<String, String> fields) {
        this.fields = fields;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        put(line, "time", event.getInstant());
        put(line, "level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        put(line, "msg", event.getFormattedMessage());
        fields.forEach((key, value) -> put(line, key, value));
        event.getMDCPropertyMap().forEach((key, value) -> put(line, key, value));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> put(line, pair.key, String.valueOf(pair.value)));
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    private static void put(StringBuilder line, String key, Object value) {
        String text = value.toString();
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(key).append('=').append(PLAIN.matcher(text).matches() ? text : quoted(text));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> append(quoted, c));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        switch (c) {
            case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (Character.isISOControl(c)) {
                    quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    quoted.appendCodePoint(c);
                }
            }
        }
    }
}
