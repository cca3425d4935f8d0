package dev.berth.operator.monitoring;

import java.util.Map;
import java.util.TreeMap;

/// One alerting rule: what is asked, for how long it has to hold, and what a person is told.
record Alert(String name, String expression, String lasting, Severity severity, Text text) {
    /// How soon a person is needed.
    enum Severity {
        WARNING("warning"),
        CRITICAL("critical");

        private final String word;

        Severity(String word) {
            this.word = word;
        }
    }

    /// What is the matter, and what to do.
    record Text(String summary, String cure) {}

    Map<String, Object> rendered(Map<String, String> labels) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put("severity", severity.word);
        return new TreeMap<>(Map.of(
                "alert",
                name,
                "expr",
                expression,
                "for",
                lasting,
                "labels",
                all,
                "annotations",
                new TreeMap<>(Map.of("summary", text.summary, "description", text.cure))));
    }
}
