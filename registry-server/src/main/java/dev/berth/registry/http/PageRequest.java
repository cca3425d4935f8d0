package dev.berth.registry.http;

import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import io.micronaut.http.HttpRequest;
import java.util.OptionalInt;

/// The page a client asks for: what comes after `last`, at most `n` entries.
public record PageRequest(OptionalInt n, String last) {

    public static PageRequest of(HttpRequest<?> request) {
        var parameters = request.getParameters();
        var n = parameters.getFirst("n").map(PageRequest::number);
        return new PageRequest(
                n.isPresent() ? OptionalInt.of(n.get()) : OptionalInt.empty(),
                parameters.getFirst("last").orElse(""));
    }

    private static int number(String text) {
        try {
            var number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // answered below, together with negative numbers
        }
        throw RegistryException.of(ErrorCode.PAGINATION_NUMBER_INVALID, "n must be a whole number, not negative");
    }
}
