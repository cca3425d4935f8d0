package dev.berth.api.v1alpha1;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// What the annotations of the records can't express: list types, formats, column order, and the Kubernetes types
/// that a pod template borrows.
final class SchemaTouches {
    private static final List<String> COLUMNS = List.of("Ready", "URL", "Storage", "Last GC", "Age", "Reason");

    private static final Map<String, String> BORROWED = Map.ofEntries(
            entry("effect", "Effect of the taint: NoSchedule, PreferNoSchedule or NoExecute; all when left out."),
            entry("operator", "Exists or Equal."),
            entry("tolerationSeconds", "How long a NoExecute taint is tolerated."),
            entry("limits", "The most the server may use."),
            entry("requests", "What is set aside for the server."),
            entry("key", "Key of the taint."),
            entry("value", "The value."),
            entry("name", "The name."));

    private SchemaTouches() {}

    static void apply(CustomResourceDefinitionVersion version) {
        version.getAdditionalPrinterColumns()
                .sort(Comparator.comparingInt(
                        (CustomResourceColumnDefinition column) -> COLUMNS.indexOf(column.getName())));
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setDescription(
                "A container registry: a server with storage, users, a certificate and garbage collection.");
        JSONSchemaProps spec = at(root, "spec");
        spec.setDescription("What the registry should be.");
        spec.setDefault(JsonNodeFactory.instance.objectNode());
        at(root, "status").setDescription("What the operator found.");
        root.setRequired(List.of());
        // The generator reads a default through the record and so writes zero for a number that was left out.
        at(spec, "expose", "service").setDefault(JsonNodeFactory.instance.objectNode());
        at(spec, "garbageCollection").setDefault(JsonNodeFactory.instance.objectNode());
        at(spec, "garbageCollection", "historyLimits").setDefault(JsonNodeFactory.instance.objectNode());
        at(spec, "storage", "s3", "redirect").setDefault(JsonNodeFactory.instance.objectNode());
        at(spec, "storage", "migrateFrom", "s3", "redirect").setDefault(JsonNodeFactory.instance.objectNode());
        SchemaDefaults.complete(root);
        removeDuplicateRules(root);
        template(at(spec, "template"));
        mapList(at(spec, "auth", "users"), "name");
        at(spec, "storage", "persistentVolumeClaim", "accessModes").setXKubernetesListType("set");
        at(spec, "auth", "users").getItems().getSchema().setRequired(List.of("name"));
        conditions(at(root, "status", "conditions"));
    }

    private static void template(JSONSchemaProps template) {
        template.getProperties()
                .replace(
                        "affinity",
                        new JSONSchemaPropsBuilder()
                                .withType("object")
                                .withDescription(at(template, "affinity").getDescription())
                                .withXKubernetesPreserveUnknownFields(true)
                                .build());
        at(template, "topologySpreadConstraints")
                .getItems()
                .setSchema(new JSONSchemaPropsBuilder()
                        .withType("object")
                        .withXKubernetesPreserveUnknownFields(true)
                        .build());
        JSONSchemaProps resources = at(template, "resources");
        resources.getProperties().remove("claims");
        describe(resources);
        describe(at(template, "tolerations").getItems().getSchema());
        JSONSchemaProps env = at(template, "env").getItems().getSchema();
        env.getProperties()
                .replace(
                        "valueFrom",
                        new JSONSchemaPropsBuilder()
                                .withType("object")
                                .withDescription("Where the value comes from, as in a container's env.valueFrom.")
                                .withXKubernetesPreserveUnknownFields(true)
                                .build());
        describe(env);
        env.setRequired(List.of("name"));
        mapList(at(template, "env"), "name");
    }

    private static void describe(JSONSchemaProps borrowed) {
        borrowed.getProperties().forEach((name, property) -> {
            if (property.getDescription() == null) {
                property.setDescription(BORROWED.get(name));
            }
        });
    }

    private static void conditions(JSONSchemaProps conditions) {
        mapList(conditions, "type");
        JSONSchemaProps item = conditions.getItems().getSchema();
        item.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
        at(item, "type").setDescription("What the condition is about.");
        at(item, "type").setMaxLength(316L);
        at(item, "status").setDescription("True, False or Unknown.");
        at(item, "reason").setDescription("One word for the cause.");
        at(item, "reason").setMaxLength(1024L);
        at(item, "message").setDescription("What is the matter and what to do.");
        at(item, "message").setMaxLength(32768L);
        at(item, "lastTransitionTime").setDescription("When the status last changed.");
        at(item, "lastTransitionTime").setFormat("date-time");
        at(item, "observedGeneration").setDescription("The generation of the spec that the condition describes.");
        at(item, "observedGeneration").setFormat("int64");
    }

    private static void mapList(JSONSchemaProps list, String key) {
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of(key));
    }

    private static void removeDuplicateRules(JSONSchemaProps schema) {
        if (schema.getXKubernetesValidations() != null) {
            schema.setXKubernetesValidations(List.copyOf(new LinkedHashSet<>(schema.getXKubernetesValidations())));
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(SchemaTouches::removeDuplicateRules);
        }
        if (schema.getItems() != null && schema.getItems().getSchema() != null) {
            removeDuplicateRules(schema.getItems().getSchema());
        }
    }

    static JSONSchemaProps at(JSONSchemaProps schema, String... path) {
        JSONSchemaProps found = schema;
        for (String name : path) {
            found = requireNonNull(found.getProperties().get(name), name);
        }
        return found;
    }
}
