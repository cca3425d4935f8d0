package dev.berth.registry.netty.transfer;

import dev.berth.registry.netty.Requests;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.ByteBodyHttpResponseWrapper;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import jakarta.inject.Singleton;
import java.io.OutputStream;

/// Sends the head of an answer through the framework without a body, marked for [TransferHandler],
/// which removes the mark and sends the body.
@Singleton
final class TransferWriter implements ResponseBodyWriter<Transfer> {

    @Override
    public ByteBodyHttpResponse<?> write(
            ByteBodyFactory bodies,
            HttpRequest<?> request,
            MutableHttpResponse<Transfer> response,
            Argument<Transfer> type,
            MediaType mediaType,
            Transfer transfer) {
        response.header(TransferHandler.MARK, TransferHandler.register(Requests.channel(request), transfer));
        return ByteBodyHttpResponseWrapper.wrap(response, bodies.createEmpty());
    }

    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory bodies,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<Transfer> type,
            MediaType mediaType,
            Transfer transfer) {
        throw new IllegalStateException("a transfer is a whole answer, never a piece of one");
    }

    @Override
    public void writeTo(
            Argument<Transfer> type,
            MediaType mediaType,
            Transfer transfer,
            MutableHeaders headers,
            OutputStream output) {
        throw new IllegalStateException("a transfer is never copied into a stream");
    }
}
