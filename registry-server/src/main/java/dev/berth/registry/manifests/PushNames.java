package dev.berth.registry.manifests;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.Reference;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.Tag;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.stream.Collectors;

/// What a push calls its manifest: one tag, or a digest and any tags that the parameters `tag` add to it.
public record PushNames(Reference reference, List<Tag> tags) {
    /// The specification asks for ten at least. Each costs two files, so there is an end to it.
    private static final int MAX_TAGS = 100;

    private static final int URI_TOO_LONG = 414;

    static PushNames of(HttpRequest<?> request, String reference) {
        return switch (Reference.parse(reference)) {
            case Tag tag -> new PushNames(tag, List.of(tag));
            case Digest digest -> new PushNames(digest, parameters(request));
        };
    }

    private static List<Tag> parameters(HttpRequest<?> request) {
        var tags = request.getParameters().getAll("tag").stream()
                .distinct()
                .map(Tag::parse)
                .toList();
        if (tags.size() > MAX_TAGS) {
            throw RegistryException.of(ErrorCode.TAG_INVALID, "one push may set at most " + MAX_TAGS + " tags")
                    .withStatus(URI_TOO_LONG);
        }
        return tags;
    }

    /// The tags set beside a digest, as their answer names them; empty text for none.
    String tagsBesideDigest() {
        return reference instanceof Tag ? "" : tags.stream().map(Tag::value).collect(Collectors.joining(", "));
    }
}
