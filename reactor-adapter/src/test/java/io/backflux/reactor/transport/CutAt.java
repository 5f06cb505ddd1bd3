package io.backflux.reactor.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Lets so many bytes of what comes through, does something, and lets the rest through. On the connection's own thread. */
final class CutAt extends ChannelInboundHandlerAdapter {

    private final int bytes;
    private final Runnable action;
    private int passed;
    private boolean done;

    CutAt(int bytes, Runnable action) {
        this.bytes = bytes;
        this.action = action;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        int left = bytes - passed;
        if (done || buffer.readableBytes() < left) {
            passed += buffer.readableBytes();
            context.fireChannelRead(buffer);
            return;
        }
        done = true;
        passed += buffer.readableBytes();
        ByteBuf first = buffer.readRetainedSlice(left);
        if (left > 0) {
            context.fireChannelRead(first);
        } else {
            first.release();
        }
        action.run();
        if (buffer.isReadable()) {
            context.fireChannelRead(buffer);
        } else {
            buffer.release();
        }
    }
}
