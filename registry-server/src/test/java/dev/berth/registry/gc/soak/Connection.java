package dev.berth.registry.gc.soak;

import dev.berth.registry.RegistryClient;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.gc.soak.Tally.Count;
import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;

/// What a real client does to one registry: it asks before it uploads.
record Connection(RegistryClient client, Tally tally) {
    private static final String STREAM = "application/octet-stream";
    private static final byte[] NOTHING = new byte[0];

    /// Empty when all is there; else what the registry said.
    Optional<String> push(String repository, String tag, Image image, String lender) throws IOException {
        for (byte[] blob : image.blobs()) {
            Optional<String> refused = ensure(repository, blob, lender);
            if (refused.isPresent()) {
                return refused;
            }
        }
        HttpResponse<byte[]> answer = client.send(
                "PUT",
                uri(repository, "manifests/" + tag),
                image.manifest().bytes(),
                image.manifest().mediaType());
        return answer.statusCode() == 201 ? Optional.empty() : Optional.of(told("the manifest", answer));
    }

    private Optional<String> ensure(String repository, byte[] blob, String lender) throws IOException {
        Digest digest = Digest.sha256(blob);
        if (status("HEAD", repository, "blobs/" + digest) == 200) {
            tally.add(Count.BLOBS_FOUND);
            return Optional.empty();
        }
        HttpResponse<byte[]> start = client.send(
                "POST", uri(repository, "blobs/uploads/?mount=" + digest + "&from=" + lender), NOTHING, STREAM);
        if (start.statusCode() == 201) {
            tally.add(Count.BLOBS_MOUNTED);
            return Optional.empty();
        }
        if (start.statusCode() != 202) {
            return Optional.of(told("an upload", start));
        }
        URI upload = client.base().resolve(TestRegistry.location(start));
        URI end = URI.create(upload + (upload.getQuery() == null ? "?" : "&") + "digest=" + digest);
        HttpResponse<byte[]> finished = client.send("PUT", end, blob, STREAM);
        tally.add(Count.BLOBS_UPLOADED);
        return finished.statusCode() == 201 ? Optional.empty() : Optional.of(told("a blob", finished));
    }

    /// Empty when the tag leads to the image, whole and as it was pushed; else what is wrong.
    Optional<String> verify(String repository, String tag, Image image) throws IOException {
        HttpResponse<byte[]> manifest = client.get(path(repository, "manifests/" + tag));
        if (manifest.statusCode() != 200
                || !Arrays.equals(manifest.body(), image.manifest().bytes())) {
            return Optional.of(told(repository + ":" + tag, manifest));
        }
        for (byte[] blob : image.blobs()) {
            HttpResponse<byte[]> answer = client.get(path(repository, "blobs/" + Digest.sha256(blob)));
            if (answer.statusCode() != 200 || !Arrays.equals(answer.body(), blob)) {
                return Optional.of(told(repository + ":" + tag + " " + Digest.sha256(blob), answer));
            }
        }
        return Optional.empty();
    }

    int delete(String repository, String reference) throws IOException {
        return status("DELETE", repository, "manifests/" + reference);
    }

    private int status(String method, String repository, String path) throws IOException {
        return client.send(method, uri(repository, path), NOTHING, STREAM).statusCode();
    }

    private URI uri(String repository, String path) {
        return client.base().resolve(path(repository, path));
    }

    private static String path(String repository, String path) {
        return "/v2/" + repository + "/" + path;
    }

    private static String told(String what, HttpResponse<byte[]> answer) {
        String text = TestRegistry.text(answer);
        return what + ": " + answer.statusCode() + " " + text.substring(0, Math.min(text.length(), 200));
    }
}
