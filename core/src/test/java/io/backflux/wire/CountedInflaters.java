package io.backflux.wire;

import java.util.function.Supplier;
import java.util.zip.Inflater;

/** Knows how many inflaters were made and not ended, and how much they unpacked. */
final class CountedInflaters implements Supplier<Inflater> {

    private int made;
    private int ended;
    private long unpacked;

    @Override
    public Inflater get() {
        made++;
        return new Inflater(true) {
            private boolean isEnded;

            @Override
            public int inflate(byte[] output, int from, int most) throws java.util.zip.DataFormatException {
                int count = super.inflate(output, from, most);
                unpacked += count;
                return count;
            }

            @Override
            public void end() {
                super.end();
                ended += isEnded ? 0 : 1;
                isEnded = true;
            }
        };
    }

    int made() {
        return made;
    }

    /** Made and not ended. */
    int open() {
        return made - ended;
    }

    /** Bytes. */
    long unpacked() {
        return unpacked;
    }
}
