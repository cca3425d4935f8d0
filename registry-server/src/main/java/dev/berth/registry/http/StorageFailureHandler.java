package dev.berth.registry.http;

import dev.berth.registry.oci.StorageException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers and logs, once, what our storage did wrong.
@Singleton
final class StorageFailureHandler implements ExceptionHandler<StorageException, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(StorageFailureHandler.class);

    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<?> handle(HttpRequest request, StorageException e) {
        if (e.isFull() || e.isUnavailable()) {
            LOG.error("{} {} refused: {}", request.getMethodName(), request.getPath(), e.getMessage());
        } else {
            LOG.error("{} {} failed: {}", request.getMethodName(), request.getPath(), e.getMessage(), e);
        }
        return OciErrors.answer(e);
    }
}
