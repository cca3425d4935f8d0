package dev.berth.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The objects that one rendering of the chart makes.
record Rendered(List<JsonNode> objects) {

    List<JsonNode> all(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    JsonNode only(String kind) {
        List<JsonNode> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError("%d objects of kind %s".formatted(found.size(), kind));
        }
        return found.getFirst();
    }

    JsonNode pod() {
        return only("Deployment").at("/spec/template/spec");
    }

    JsonNode container() {
        return pod().at("/containers/0");
    }

    String environment(String name) {
        for (JsonNode variable : container().path("env")) {
            if (variable.path("name").asText().equals(name)) {
                return variable.path("value").asText();
            }
        }
        throw new AssertionError("no variable " + name);
    }

    /// The names of the objects of a kind, with the namespace where they have one.
    Set<String> names(String kind) {
        return all(kind).stream()
                .map(object -> object.at("/metadata/namespace").asText("") + "/"
                        + object.at("/metadata/name").asText())
                .collect(Collectors.toSet());
    }
}
