package dev.berth.registry.http;

import dev.berth.registry.oci.ErrorCode;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/// Gives the framework's own refusals (no such route, wrong method, bad request line) an error body of the
/// specification.
@Singleton
@Primary
final class FrameworkErrors implements ErrorResponseProcessor<byte[]> {

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var status = response.code();
        var answer = OciErrors.answer(status, code(status), response.reason());
        response.getHeaders().getFirst(HttpHeaders.ALLOW).ifPresent(allow -> answer.header(HttpHeaders.ALLOW, allow));
        return answer;
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHORIZED;
            case 403 -> ErrorCode.DENIED;
            case 404 -> ErrorCode.NAME_UNKNOWN;
            case 405 -> ErrorCode.UNSUPPORTED;
            case 413 -> ErrorCode.SIZE_INVALID;
            case 429 -> ErrorCode.TOOMANYREQUESTS;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status < 500 ? ErrorCode.UNSUPPORTED : ErrorCode.UNKNOWN;
        };
    }
}
