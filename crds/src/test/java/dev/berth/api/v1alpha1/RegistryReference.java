package dev.berth.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rows of the reference: one for each field below a part of the schema, and one for each rule.
final class RegistryReference {
    private final StringBuilder fields = new StringBuilder();
    private final StringBuilder rules = new StringBuilder();

    /// Of the schema and all below it; the schema itself is no row.
    static RegistryReference of(String path, JSONSchemaProps schema) {
        RegistryReference reference = new RegistryReference();
        reference.below(path, schema);
        return reference;
    }

    String fields() {
        return fields.toString();
    }

    String rules() {
        return rules.toString();
    }

    private void below(String path, JSONSchemaProps schema) {
        rules(path, schema);
        Map<String, JSONSchemaProps> properties =
                Optional.ofNullable(schema.getProperties()).orElse(Map.of());
        List<String> required = Optional.ofNullable(schema.getRequired()).orElse(List.of());
        properties.forEach((name, property) -> {
            String inner = path.isEmpty() ? name : path + "." + name;
            row(inner, property, required.contains(name));
            below(inner, property);
        });
        SchemaText.items(schema).ifPresent(items -> below(path + "[]", items));
    }

    private void row(String path, JSONSchemaProps schema, boolean required) {
        fields.append("| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        path,
                        SchemaText.type(schema),
                        schema.getDefault() == null ? "" : SchemaText.code(schema.getDefault()),
                        SchemaText.limits(schema, required),
                        SchemaText.text(schema.getDescription())));
    }

    private void rules(String path, JSONSchemaProps schema) {
        for (ValidationRule rule :
                Optional.ofNullable(schema.getXKubernetesValidations()).orElse(List.of())) {
            String when = rule.getRule().contains("oldSelf") ? "on change" : "always";
            String where = path.isEmpty() ? "the Registry" : "`" + path + "`";
            rules.append("| %s | %s | %s |\n".formatted(where, when, SchemaText.text(rule.getMessage())));
        }
    }
}
