package dev.berth.registry.manifests;

import dev.berth.registry.oci.MediaType;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which manifest types a client takes. No `Accept` header at all means any.
record Acceptance(List<String> types) {
    private static final Pattern REFUSED = Pattern.compile("(?i).*;\\s*q\\s*=\\s*0(\\.0{0,3})?\\s*");

    static Acceptance of(HttpRequest<?> request) {
        return new Acceptance(request.getHeaders().getAll(HttpHeaders.ACCEPT).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .filter(entry -> !REFUSED.matcher(entry).matches())
                .map(entry -> MediaType.parse(entry).value())
                .filter(type -> !type.isEmpty())
                .toList());
    }

    boolean takes(MediaType type) {
        return types.isEmpty()
                || types.contains("*/*")
                || types.contains("application/*")
                || types.contains(type.value());
    }
}
