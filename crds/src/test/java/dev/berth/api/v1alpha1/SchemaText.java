package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Parts of a schema in words, for a cell of a Markdown table.
final class SchemaText {
    private SchemaText() {}

    static Optional<JSONSchemaProps> items(JSONSchemaProps schema) {
        return Optional.ofNullable(schema.getItems()).map(items -> items.getSchema());
    }

    static String type(JSONSchemaProps schema) {
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            return "integer or string";
        }
        if (Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())) {
            return "object of Kubernetes";
        }
        return items(schema)
                .map(items -> "list of " + type(items))
                .or(() -> Optional.ofNullable(schema.getAdditionalProperties())
                        .map(values -> "map of " + type(values.getSchema())))
                .orElseGet(() -> schema.getType() + format(schema));
    }

    private static String format(JSONSchemaProps schema) {
        return schema.getFormat() == null ? "" : " (" + schema.getFormat() + ")";
    }

    static String limits(JSONSchemaProps schema, boolean required) {
        List<String> limits = new ArrayList<>();
        if (required) {
            limits.add("required");
        }
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            limits.add(
                    "one of " + schema.getEnum().stream().map(SchemaText::code).collect(Collectors.joining(", ")));
        }
        range(schema.getMinimum(), schema.getMaximum()).ifPresent(limits::add);
        range(schema.getMinLength(), schema.getMaxLength())
                .map(r -> r + " characters")
                .ifPresent(limits::add);
        range(schema.getMinItems(), schema.getMaxItems()).map(r -> r + " items").ifPresent(limits::add);
        range(schema.getMinProperties(), schema.getMaxProperties())
                .map(r -> r + " entries")
                .ifPresent(limits::add);
        if (schema.getPattern() != null) {
            limits.add("pattern " + code(schema.getPattern()));
        }
        limits.addAll(listLimits(schema));
        return String.join("; ", limits);
    }

    private static List<String> listLimits(JSONSchemaProps schema) {
        List<String> limits = new ArrayList<>();
        if ("set".equals(schema.getXKubernetesListType())) {
            limits.add("no item twice");
        }
        if ("map".equals(schema.getXKubernetesListType())) {
            limits.add("`" + String.join("`, `", schema.getXKubernetesListMapKeys()) + "` unique");
        }
        items(schema)
                .map(items -> limits(items, false))
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> limits.add("each " + text));
        return limits;
    }

    private static Optional<String> range(@Nullable Number least, @Nullable Number most) {
        if (least != null && most != null) {
            return Optional.of(least.longValue() + " to " + most.longValue());
        }
        return Optional.ofNullable(most)
                .map(limit -> "at most " + limit.longValue())
                .or(() -> Optional.ofNullable(least).map(limit -> "at least " + limit.longValue()));
    }

    static String code(JsonNode value) {
        return code(value.isTextual() ? value.textValue() : value.toString());
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    static String text(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
