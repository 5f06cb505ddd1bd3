package io.backflux.reactor.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Unpacks as Netty does, but for what follows the end of gzip: Netty takes whatever it is for another member, and an answer
 * that is whole fails. Here zeros are skipped, as is all from the first byte on that begins no member.
 */
final class Unpacking extends HttpContentDecompressor {

    private static final byte FIRST_OF_MEMBER = 0x1f;
    private static final int MOST_SKIPPED = 1 << 20;

    private Unpacking() {
        super(false, 0);
    }

    /** Instead of the decompressor that is there. */
    static void install(ChannelPipeline pipeline) {
        pipeline.replace(NettyPipeline.HttpDecompressor, NettyPipeline.HttpDecompressor, new Unpacking());
    }

    @Override
    protected @Nullable EmbeddedChannel newContentDecoder(String encoding) throws Exception {
        boolean gzip = HttpHeaderValues.GZIP.contentEqualsIgnoreCase(encoding)
                || HttpHeaderValues.X_GZIP.contentEqualsIgnoreCase(encoding);
        if (!gzip) {
            return super.newContentDecoder(encoding);
        }
        Channel channel = ctx.channel();
        Member first = new Member();
        return EmbeddedChannel.builder()
                .channelId(channel.id())
                .hasDisconnect(channel.metadata().hasDisconnect())
                .config(channel.config())
                .handlers(new Members(first), first)
                .build();
    }

    /** One member; what follows it is kept, not decoded. */
    private static final class Member extends JdkZlibDecoder {

        private @Nullable ByteBuf rest;

        Member() {
            super(ZlibWrapper.GZIP, false, 0);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            if (isClosed()) {
                rest = in.readRetainedSlice(in.readableBytes());
            } else {
                super.decode(context, in, out);
            }
        }

        @Nullable ByteBuf takeRest() {
            ByteBuf taken = rest;
            rest = null;
            return taken;
        }
    }

    /** Stands before the member that is decoded, and puts the next one in its place: in a loop, as there may be many. */
    private static final class Members extends ChannelInboundHandlerAdapter {

        private Member current;
        private boolean over;
        private int skipped;

        Members(Member first) {
            current = first;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            while (bytes != null && isMember(context, bytes)) {
                context.fireChannelRead(bytes);
                bytes = current.takeRest();
            }
            if (bytes != null) {
                skip(bytes);
            }
        }

        private boolean isMember(ChannelHandlerContext context, ByteBuf bytes) {
            if (!current.isClosed()) {
                return true;
            }
            while (bytes.isReadable() && bytes.getByte(bytes.readerIndex()) == 0) {
                bytes.skipBytes(1);
                skipped++;
            }
            over |= bytes.isReadable() && bytes.getByte(bytes.readerIndex()) != FIRST_OF_MEMBER;
            if (over || !bytes.isReadable()) {
                return false;
            }
            Member next = new Member();
            context.pipeline().replace(current, null, next);
            current = next;
            return true;
        }

        private void skip(ByteBuf bytes) {
            skipped += bytes.readableBytes();
            bytes.release();
            if (skipped > MOST_SKIPPED) {
                throw new DecompressionException("more than " + MOST_SKIPPED + " bytes behind the end of gzip");
            }
        }
    }
}
