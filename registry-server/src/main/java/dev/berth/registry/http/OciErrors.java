package dev.berth.registry.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryError;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.StorageException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Builds the error answers of the distribution specification, "Error Codes".
public final class OciErrors {
    /// 507 says even to clients that drop the body of a server error what is wrong.
    private static final int INSUFFICIENT_STORAGE = 507;

    private static final String RETRY_SECONDS = "5";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OciErrors() {}

    public static MutableHttpResponse<byte[]> answer(RegistryException e) {
        MutableHttpResponse<byte[]> response = answer(e.status(), e.errors());
        e.headers().forEach(response::header);
        return response;
    }

    public static MutableHttpResponse<byte[]> answer(int status, ErrorCode code, String message) {
        return answer(status, List.of(new RegistryError(code, message)));
    }

    static MutableHttpResponse<byte[]> answer(StorageException e) {
        if (e.isUnavailable()) {
            return answer(ErrorCode.UNAVAILABLE.status(), ErrorCode.UNAVAILABLE, "the registry's storage is away")
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return e.isFull()
                ? answer(INSUFFICIENT_STORAGE, ErrorCode.UNKNOWN, "no space left on the registry's storage")
                : answer(ErrorCode.UNKNOWN.status(), ErrorCode.UNKNOWN, "the registry's storage failed");
    }

    /// The length is set here since an answer to HEAD has no body that would tell it.
    private static MutableHttpResponse<byte[]> answer(int status, List<RegistryError> errors) {
        var body = body(errors);
        return HttpResponse.<byte[]>status(HttpStatus.valueOf(status))
                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                .header(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length))
                .body(body);
    }

    private static byte[] body(List<RegistryError> errors) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var error : errors) {
            var entry = list.addObject().put("code", error.code().name()).put("message", error.message());
            if (error.detail() != null) {
                entry.set("detail", JSON.valueToTree(error.detail()));
            }
        }
        return JsonNodeFactory.instance
                .objectNode()
                .set("errors", list)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
