package io.backflux.reactor;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Knows how many inflaters were made and not ended, and how much they unpacked. */
final class CountedInflaters implements Supplier<Inflater> {

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicLong unpacked = new AtomicLong();

    @Override
    public Inflater get() {
        made.incrementAndGet();
        return new Inflater(true) {
            private boolean isEnded;

            @Override
            public int inflate(byte[] output, int from, int most) throws DataFormatException {
                int count = super.inflate(output, from, most);
                unpacked.addAndGet(count);
                return count;
            }

            @Override
            public void end() {
                super.end();
                ended.addAndGet(isEnded ? 0 : 1);
                isEnded = true;
            }
        };
    }

    int made() {
        return made.get();
    }

    /** Made and not ended. */
    int open() {
        return made.get() - ended.get();
    }

    /** Bytes. */
    long unpacked() {
        return unpacked.get();
    }
}
