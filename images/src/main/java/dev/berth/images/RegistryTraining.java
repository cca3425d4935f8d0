package dev.berth.images;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Starts the server as the operator would, with TLS and a user, and pushes, pulls and deletes a small image.
public final class RegistryTraining implements Training {
    /// User and password `training`, hashed at the lowest cost: the hash guards nothing.
    private static final String USERS = "training:$2y$04$.MpllcBQBoezARepvdj1dulgfT0JPbbC0YkTOoXtM4kxnSMrkyNX2\n";

    private final Path folder;
    private final Endpoint registry;
    private final Endpoint health;

    public RegistryTraining(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Folders.delete(folder);
        Folders.createForAll(folder);
        Folders.createForAll(folder.resolve("data"));
        TrainingCertificate.writeTo(folder);
        int port = Endpoint.freePort();
        int healthPort = Endpoint.freePort();
        Files.writeString(folder.resolve("htpasswd"), USERS);
        Files.writeString(folder.resolve("token"), "training");
        Files.writeString(folder.resolve("config.yml"), config(folder, port, healthPort));
        this.registry = new Endpoint("https://localhost:" + port, TrainingCertificate.trusting(folder));
        this.health = new Endpoint("http://localhost:" + healthPort, Endpoint.PLAIN);
    }

    @Override
    public List<String> arguments() {
        return List.of("serve", folder.resolve("config.yml").toString());
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void exercise(Process program) throws IOException, InterruptedException {
        registry.awaitReady("/v2/", program);
        health.awaitReady("/readyz", program);
        for (int round = 0; round < 3; round++) {
            pushAndPull("training/image" + round);
        }
        registry.get("/v2/");
        registry.get("/v2/_catalog");
        health.get("/metrics");
        health.get("/livez");
    }

    private void pushAndPull(String repository) throws IOException, InterruptedException {
        byte[] content = repository.repeat(50_000).getBytes(StandardCharsets.UTF_8);
        Digest blob = push(repository, content);
        Digest config = push(repository, "{}".getBytes(StandardCharsets.UTF_8));
        String manifests = "/v2/" + repository + "/manifests/";
        registry.send("PUT", manifests + "latest", BodyPublishers.ofString(manifest(config, blob, content.length)));
        registry.send("HEAD", manifests + "latest", BodyPublishers.noBody());
        registry.get(manifests + "latest");
        registry.send("HEAD", "/v2/" + repository + "/blobs/" + blob.value(), BodyPublishers.noBody());
        registry.get("/v2/" + repository + "/blobs/" + blob.value());
        registry.get("/v2/" + repository + "/tags/list");
        registry.get("/v2/" + repository + "/referrers/" + blob.value());
    }

    /// Session, one chunk, commit: the way of docker.
    private Digest push(String repository, byte[] content) throws IOException, InterruptedException {
        Digest digest = Digest.of(content);
        String session = registry.send("POST", "/v2/" + repository + "/blobs/uploads/", BodyPublishers.noBody());
        String next = registry.send("PATCH", session, BodyPublishers.ofByteArray(content));
        String separator = next.contains("?") ? "&" : "?";
        registry.send("PUT", next + separator + "digest=" + digest.value(), BodyPublishers.noBody());
        return digest;
    }

    private static String manifest(Digest config, Digest layer, int size) {
        return """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
                "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":2},
                "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}
                """.formatted(config.value(), layer.value(), size);
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
    }

    private static String config(Path folder, int port, int healthPort) {
        return """
                version: 0.1
                log: {level: info, formatter: json}
                storage:
                  filesystem: {rootdirectory: %1$s/data}
                  delete: {enabled: true}
                http:
                  addr: 127.0.0.1:%2$d
                  relativeurls: true
                  tls: {certificate: %1$s/tls.crt, key: %1$s/tls.key}
                  debug: {addr: '127.0.0.1:%3$d', prometheus: {enabled: true}}
                auth:
                  htpasswd: {realm: training, path: %1$s/htpasswd}
                berth:
                  maintenance: {tokenfile: %1$s/token}
                """.formatted(folder, port, healthPort);
    }
}
