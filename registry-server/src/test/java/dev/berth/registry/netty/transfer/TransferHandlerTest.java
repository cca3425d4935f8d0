package dev.berth.registry.netty.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The way through buffers, which TLS takes. The way through the kernel is tested over real sockets.
class TransferHandlerTest {
    private static final byte[] CONTENT = new byte[700_000];

    static {
        new Random(2).nextBytes(CONTENT);
    }

    private final EmbeddedChannel channel = new EmbeddedChannel(new TransferHandler());
    private final MemorySource source = new MemorySource();

    private static final class MemorySource implements TransferSource {
        private int length = CONTENT.length;
        private boolean closed;

        @Override
        public Optional<FileChannel> file() {
            return Optional.empty();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            var count = Math.min(target.remaining(), length - (int) position);
            if (count <= 0) {
                return -1;
            }
            target.put(CONTENT, (int) position, count);
            return count;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void markedHeadIsFollowedByThePartOfTheSource() {
        channel.writeOutbound(head(new Transfer(source, 100, 500_000)));

        HttpResponse head = channel.readOutbound();
        assertThat(head.headers().get("Content-Length")).isEqualTo("500000");
        assertThat(head.headers().contains(TransferHandler.MARK)).isFalse();
        assertThat(body()).isEqualTo(Arrays.copyOfRange(CONTENT, 100, 500_100));
        assertThat(source.closed).isTrue();
    }

    @Test
    void emptyPartIsAHeadAndAnEnd() {
        channel.writeOutbound(head(new Transfer(source, 0, 0)));

        channel.<HttpResponse>readOutbound();
        assertThat(body()).isEmpty();
        assertThat(source.closed).isTrue();
    }

    @Test
    void otherAnswersPassThrough() {
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);

        channel.writeOutbound(answer);

        assertThat(channel.<FullHttpResponse>readOutbound()).isSameAs(answer);
    }

    @Test
    void sourceThatEndsEarlyEndsTheConnection() {
        source.length = 1000;

        var _ = channel.writeOneOutbound(head(new Transfer(source, 0, CONTENT.length)));

        assertThat(channel.isOpen()).isFalse();
        assertThat(source.closed).isTrue();
    }

    @Test
    void connectionThatGoesClosesWhatWasNotSentYet() {
        TransferHandler.register(channel, new Transfer(source, 0, 1));

        var _ = channel.close();

        assertThat(source.closed).isTrue();
    }

    @Test
    void registeringOnAConnectionThatIsGoneClosesTheSource() {
        var _ = channel.close();

        TransferHandler.register(channel, new Transfer(source, 0, 1));

        assertThat(source.closed).isTrue();
    }

    private FullHttpResponse head(Transfer transfer) {
        var head = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        head.headers().set(TransferHandler.MARK, TransferHandler.register(channel, transfer));
        return head;
    }

    private byte[] body() {
        var body = new ByteArrayOutputStream();
        HttpContent piece = channel.readOutbound();
        while (!(piece instanceof LastHttpContent)) {
            var bytes = new byte[piece.content().readableBytes()];
            piece.content().readBytes(bytes);
            body.writeBytes(bytes);
            piece.release();
            piece = channel.readOutbound();
        }
        return body.toByteArray();
    }
}
