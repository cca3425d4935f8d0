package dev.berth.registry.logging;

import ch.qos.logback.classic.Level;
import dev.berth.registry.configuration.ConfigurationNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// How much is logged, in which form, and what each line carries besides its own.
public record LogConfig(Level level, Form form, Map<String, String> fields) {

    /// The form of a line.
    public enum Form {
        TEXT,
        JSON
    }

    public static LogConfig from(ConfigurationNode root) {
        return new LogConfig(level(root), form(root), fields(root));
    }

    /// For commands that print what they have to say: only trouble is logged.
    public static LogConfig quiet() {
        return new LogConfig(Level.WARN, Form.TEXT, Map.of());
    }

    private static Level level(ConfigurationNode root) {
        String name = root.string("log.level").or(() -> root.string("loglevel")).orElse("info");
        return switch (name) {
            case "error" -> Level.ERROR;
            case "warn", "warning" -> Level.WARN;
            case "info" -> Level.INFO;
            case "debug" -> Level.DEBUG;
            default -> throw root.wrong("log.level", "must be error, warn, info or debug, not \"" + name + "\"");
        };
    }

    private static Form form(ConfigurationNode root) {
        String name = root.string("log.formatter", "text");
        return switch (name) {
            case "text" -> Form.TEXT;
            case "json", "logstash" -> Form.JSON;
            default -> throw root.wrong("log.formatter", "must be text or json, not \"" + name + "\"");
        };
    }

    private static Map<String, String> fields(ConfigurationNode root) {
        ConfigurationNode section = root.section("log.fields");
        Map<String, String> fields = new LinkedHashMap<>();
        section.keys().forEach(key -> fields.put(key, section.string(key, "")));
        return fields;
    }
}
