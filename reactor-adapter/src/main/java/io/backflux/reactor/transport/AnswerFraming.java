package io.backflux.reactor.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;

/**
 * Keeps the answers of one connection apart: to each request exactly one, and that one its own. Interim responses (1xx) are
 * skipped, which the client below does with 100 only. A connection on which something came that nobody asked for, before a
 * request or behind an answer, is closed, because its next answer might be another request's.
 *
 * <p>One half stands before the decoder and sees bytes, the other behind it and sees messages; both on the connection's
 * thread.
 */
final class AnswerFraming {

    private boolean awaited;
    private boolean inDoubt;
    private @Nullable Object heldEnd;

    private AnswerFraming() {}

    /** To be called once the decoder is there. */
    static void install(ChannelPipeline pipeline) {
        install(pipeline, NettyPipeline.HttpCodec);
    }

    static void install(ChannelPipeline pipeline, String decoder) {
        AnswerFraming framing = new AnswerFraming();
        pipeline.addBefore(decoder, "backflux.bytes", framing.new Bytes());
        pipeline.addAfter(decoder, "backflux.messages", framing.new Messages());
    }

    private boolean hasEnded() {
        return heldEnd != null;
    }

    /** Whatever comes while no answer is awaited is in no answer. */
    private final class Bytes extends ChannelInboundHandlerAdapter {

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the close.
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!(message instanceof ByteBuf bytes)) {
                context.fireChannelRead(message);
            } else if (!awaited) {
                bytes.release();
                context.close();
            } else {
                decode(context, bytes);
            }
        }

        /** The last byte by itself: the decoder doesn't say whether it has some left when an answer has ended. */
        private void decode(ChannelHandlerContext context, ByteBuf bytes) {
            if (bytes.readableBytes() > 1 && !hasEnded()) {
                context.fireChannelRead(bytes.readRetainedSlice(bytes.readableBytes() - 1));
            }
            if (hasEnded()) {
                inDoubt = true;
                bytes.release();
            } else {
                context.fireChannelRead(bytes);
            }
        }
    }

    private final class Messages extends ChannelDuplexHandler {

        private boolean skips;
        private boolean onlySkipped;

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            awaited |= message instanceof HttpRequest;
            super.write(context, message, promise);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (hasEnded()) {
                inDoubt = true;
                ReferenceCountUtil.release(message);
            } else if (isSkipped(message)) {
                onlySkipped = true;
                ReferenceCountUtil.release(message);
            } else if (message instanceof LastHttpContent && !(message instanceof HttpResponse)) {
                onlySkipped = false;
                heldEnd = message;
            } else {
                onlySkipped = false;
                inDoubt |= message instanceof HttpResponse response && !isKept(response);
                context.fireChannelRead(message);
            }
        }

        private boolean isSkipped(Object message) {
            if (message instanceof HttpResponse response) {
                skips = isInterim(response);
            }
            boolean skipped = skips;
            skips &= !(message instanceof LastHttpContent);
            return skipped;
        }

        /** 101 is the end of HTTP on this connection, and nobody asked for it: it is taken for the answer. */
        private static boolean isInterim(HttpResponse response) {
            return response.decoderResult().isSuccess()
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                    && response.status().code() != 101;
        }

        /** Whether the connection may bring another answer. Keeping one open in the old version was never specified. */
        private static boolean isKept(HttpResponse response) {
            return response.protocolVersion().equals(HttpVersion.HTTP_1_1)
                    && response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
        }

        /** An answer ends when all that has come by then is known to be its own. */
        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            deliverEnd(context);
            boolean readsOn = onlySkipped && !context.channel().config().isAutoRead();
            onlySkipped = false;
            context.fireChannelReadComplete();
            if (readsOn) {
                context.read();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            deliverEnd(context);
            context.fireChannelInactive();
        }

        private void deliverEnd(ChannelHandlerContext context) {
            Object end = heldEnd;
            if (end == null) {
                return;
            }
            if (inDoubt) {
                Connection.from(context.channel()).markPersistent(false);
            }
            heldEnd = null;
            awaited = false;
            context.fireChannelRead(end);
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            ReferenceCountUtil.release(heldEnd);
            heldEnd = null;
        }
    }
}
