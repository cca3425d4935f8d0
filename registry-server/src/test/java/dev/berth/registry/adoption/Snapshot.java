package dev.berth.registry.adoption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.RegistryClient;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything a client can see of a registry, by the path it asks for: lists as they are, content as its digest.
public final class Snapshot {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final RegistryClient client;
    private final SortedMap<String, String> seen = new TreeMap<>();

    private Snapshot(RegistryClient client) {
        this.client = client;
    }

    /// Follows every tag down to the blobs, and asks for the other paths too.
    public static SortedMap<String, String> of(RegistryClient client, Iterable<String> otherPaths) throws IOException {
        var snapshot = new Snapshot(client);
        snapshot.catalog();
        for (var path : otherPaths) {
            snapshot.look(path);
        }
        return snapshot.seen;
    }

    private void catalog() throws IOException {
        var repositories = names(client.get("/v2/_catalog?n=1000"), "repositories");
        seen.put("/v2/_catalog", repositories.toString());
        for (var repository : repositories) {
            var path = "/v2/" + repository + "/tags/list";
            var tags = names(client.get(path), "tags");
            seen.put(path, tags.toString());
            for (var tag : tags) {
                manifest(repository, tag);
            }
        }
    }

    private static List<String> names(HttpResponse<byte[]> list, String field) throws IOException {
        var names = new ArrayList<String>();
        JSON.readTree(list.body()).path(field).forEach(name -> names.add(name.asText()));
        Collections.sort(names);
        return names;
    }

    private void manifest(String repository, String reference) throws IOException {
        var response = look("/v2/" + repository + "/manifests/" + reference);
        if (response.statusCode() != 200) {
            return;
        }
        var json = JSON.readTree(response.body());
        for (var child : json.path("manifests")) {
            manifest(repository, digest(child));
        }
        if (json.has("config")) {
            look("/v2/" + repository + "/blobs/" + digest(json.path("config")));
        }
        for (var layer : json.path("layers")) {
            look("/v2/" + repository + "/blobs/" + digest(layer));
        }
        if (reference.indexOf(':') < 0) {
            manifest(repository, TestRegistry.header(response, "Docker-Content-Digest"));
        }
    }

    private static String digest(JsonNode descriptor) {
        return descriptor.path("digest").asText();
    }

    /// The digest that the answer claims is compared for manifests alone: for a blob asked for by another algorithm
    /// distribution names the usual one.
    private HttpResponse<byte[]> look(String path) throws IOException {
        var response = client.get(path);
        var claimed = path.contains("/manifests/") ? TestRegistry.header(response, "Docker-Content-Digest") : "";
        var found = response.statusCode() == 200
                ? Digest.sha256(response.body()) + " " + claimed + " " + TestRegistry.header(response, "Content-Type")
                : Integer.toString(response.statusCode());
        seen.put(path, found);
        return response;
    }
}
