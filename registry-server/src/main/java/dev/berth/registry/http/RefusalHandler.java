package dev.berth.registry.http;

import dev.berth.registry.oci.RegistryException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what a client did wrong.
@Singleton
final class RefusalHandler implements ExceptionHandler<RegistryException, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);

    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<?> handle(HttpRequest request, RegistryException e) {
        LOG.debug("{} {} refused: {}", request.getMethodName(), request.getPath(), e.getMessage());
        return OciErrors.answer(e);
    }
}
