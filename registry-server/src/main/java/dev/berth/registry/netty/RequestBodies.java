package dev.berth.registry.netty;

import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.StorageException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.stream.BaseStreamingByteBody;
import io.netty.handler.codec.http.QueryStringDecoder;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Streams a request body into a sink at constant memory. The only place that knows how the framework
/// hands out a body piece by piece, which it does through classes it calls internal.
@Singleton
public final class RequestBodies {

    /// Blocks until the whole body went into the sink and returns its length. Throws a [RegistryException] when
    /// the client is gone before the end, and a [StorageException] when the sink fails.
    public long copy(HttpRequest<?> request, BodySink sink) {
        return switch (((ServerHttpRequest<?>) Requests.unwrap(request)).byteBody()) {
            case AvailableByteBody whole -> await(copyWhole(whole, sink));
            case BaseStreamingByteBody<?> streaming -> await(copyStreaming(request, streaming, sink));
            case Object other -> throw new IllegalStateException("unknown kind of body: " + other.getClass());
        };
    }

    /// The whole of a small body. Throws what `tooLarge` gives when there is more than `limit`.
    public byte[] read(HttpRequest<?> request, int limit, RegistryException tooLarge) {
        if (request.getContentLength() > limit) {
            throw tooLarge;
        }
        var bytes = new ByteArrayOutputStream();
        copy(request, piece -> {
            if (bytes.size() + piece.remaining() > limit) {
                throw tooLarge;
            }
            var part = new byte[piece.remaining()];
            piece.get(part);
            bytes.writeBytes(part);
        });
        return bytes.toByteArray();
    }

    /// The fields of a form. Throws what `tooLarge` gives when it has more than `limit` bytes.
    public Map<String, List<String>> readForm(HttpRequest<?> request, int limit, RegistryException tooLarge) {
        var text = new String(read(request, limit, tooLarge), StandardCharsets.UTF_8);
        return new QueryStringDecoder(text, StandardCharsets.UTF_8, false).parameters();
    }

    private static CompletableFuture<Long> copyWhole(AvailableByteBody body, BodySink sink) {
        var copy = new BodyCopy(sink, Runnable::run);
        copy.add(body.toReadBuffer());
        copy.complete();
        return copy.result();
    }

    /// The body is claimed on its own event loop, so that no piece arrives before the claim has returned.
    private static CompletableFuture<Long> copyStreaming(
            HttpRequest<?> request, BaseStreamingByteBody<?> body, BodySink sink) {
        var loop = Requests.channel(request).eventLoop();
        var copy = new BodyCopy(sink, loop);
        loop.execute(() -> copy.claim(body));
        return copy.result();
    }

    private static long await(CompletableFuture<Long> result) {
        try {
            return result.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw StorageException.of("interrupted while a body was read", new InterruptedIOException());
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNull(e.getCause()));
        }
    }

    private static RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case RuntimeException known -> known;
            case BodyCopy.SinkFailure failure -> StorageException.of("cannot store a request body", failure.reason());
            case IOException _ ->
                RegistryException.of(ErrorCode.SIZE_INVALID, "the connection ended before the whole body was received");
            default -> new IllegalStateException(cause);
        };
    }
}
