package dev.berth.registry.storage.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.s3.bucket.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What requests on one upload leave to each other: the parts that were sent, under which id, and how many bytes
/// follow this record that were too few for a part. One line of JSON, and these bytes after it.
record UploadRecord(Optional<String> multipart, List<Part> parts, long tail, Optional<Digest> digest) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Ten thousand parts with their checksums.
    private static final int LONGEST = 4 << 20;

    static UploadRecord empty() {
        return new UploadRecord(Optional.empty(), List.of(), 0, Optional.empty());
    }

    long size() {
        return parts.stream().mapToLong(Part::size).sum() + tail;
    }

    /// No two are the same, so that each has a version of its own.
    byte[] line() {
        var line = JsonNodeFactory.instance
                .objectNode()
                .put("upload", UUID.randomUUID().toString())
                .put("multipart", multipart.orElse(null))
                .put("tail", tail)
                .put("digest", digest.map(Digest::toString).orElse(null));
        var list = line.putArray("parts");
        parts.forEach(part -> list.addObject()
                .put("number", part.number())
                .put("version", part.version())
                .put("size", part.size()));
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// Reads the line, and leaves what follows it in the stream. Another server's upload, which is content and no
    /// record, cannot be gone on with.
    static Optional<UploadRecord> read(InputStream stream) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = stream.read(); next != '\n'; next = stream.read()) {
            if (next < 0 || line.size() > LONGEST || (line.size() == 0 && next != '{')) {
                return Optional.empty();
            }
            line.write(next);
        }
        return Optional.of(parse(JSON.readTree(line.toByteArray())));
    }

    private static UploadRecord parse(JsonNode line) {
        var parts = new ArrayList<Part>();
        for (var part : line.path("parts")) {
            parts.add(new Part(
                    part.path("number").asInt(),
                    part.path("version").asText(),
                    part.path("size").asLong()));
        }
        if (!line.has("upload")) {
            throw new StorageException("s3: this is no record of an upload");
        }
        return new UploadRecord(
                Optional.ofNullable(line.path("multipart").textValue()),
                List.copyOf(parts),
                line.path("tail").asLong(),
                Optional.ofNullable(line.path("digest").textValue()).map(Digest::parse));
    }
}
