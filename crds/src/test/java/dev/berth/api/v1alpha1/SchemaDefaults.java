package dev.berth.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Map;

/// The API server checks a default as it is written, before the defaults of its members are filled in; so each is
/// written out in full.
final class SchemaDefaults {
    private SchemaDefaults() {}

    static void complete(JSONSchemaProps schema) {
        Map<String, JSONSchemaProps> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        properties.values().forEach(SchemaDefaults::complete);
        if (schema.getDefault() instanceof ObjectNode written) {
            schema.setDefault(filled(written.deepCopy(), properties));
        }
    }

    private static ObjectNode filled(ObjectNode value, Map<String, JSONSchemaProps> properties) {
        properties.forEach((name, property) -> {
            JsonNode member = value.get(name);
            if (member instanceof ObjectNode object && property.getProperties() != null) {
                filled(object, property.getProperties());
            } else if (member == null && property.getDefault() != null) {
                value.set(name, property.getDefault());
            }
        });
        return value;
    }
}
