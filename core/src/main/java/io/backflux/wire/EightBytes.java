package io.backflux.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array as one number, the first of them lowest, so that one step looks at all of them. */
final class EightBytes {

    static final int COUNT = Long.BYTES;

    /** The highest bit of each. */
    static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EightBytes() {}

    static long at(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    static void put(byte[] bytes, int index, long eight) {
        LONGS.set(bytes, index, eight);
    }

    /** How many bytes come before the first whose high bit is set; all eight where none is. */
    static int before(long highBits) {
        return Long.numberOfTrailingZeros(highBits) >>> 3;
    }
}
