package io.backflux.reactor.transport;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.concurrent.atomic.AtomicLong;

/** Knows to the byte what is held of it, on the heap and off, and the most that ever was. It keeps nothing back. */
final class MeasuringAllocator extends AbstractByteBufAllocator {

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true, true);
    private final AtomicLong peak = new AtomicLong();

    long held() {
        return memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
    }

    long peak() {
        look();
        return peak.get();
    }

    /** To be called where buffers may have grown; new ones are seen anyway. */
    void look() {
        peak.accumulateAndGet(held(), Math::max);
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return seen(memory.heapBuffer(initialCapacity, maxCapacity));
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return seen(memory.directBuffer(initialCapacity, maxCapacity));
    }

    private ByteBuf seen(ByteBuf buffer) {
        look();
        return toLeakAwareBuffer(buffer);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
