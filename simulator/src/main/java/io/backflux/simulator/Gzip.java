package io.backflux.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses the pieces of a body, quickly rather than tightly: the simulator shares its processors with what is tested. A
 * piece that comes many times in a row is compressed once, so that a bomb needs neither time nor memory.
 */
final class Gzip {
    private static final int PIECE = 32 * 1024;
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 4, (byte) 0xff};
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 checksum = new CRC32();
    private final List<ByteBuffer> done = new ArrayList<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();

    private Gzip() {}

    static Body of(Body body) {
        Gzip gzip = new Gzip();
        try {
            return gzip.packed(body.pieces(), body.length());
        } finally {
            gzip.deflater.end();
        }
    }

    private Body packed(List<ByteBuffer> pieces, long length) {
        open.write(HEAD, 0, HEAD.length);
        for (int i = 0; i < pieces.size(); ) {
            int times = timesInARow(pieces, i);
            add(pieces.get(i), times);
            i += times;
        }
        deflater.finish();
        deflate(deflater, NOTHING, Deflater.NO_FLUSH, open);
        ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt((int) checksum.getValue()).putInt((int) length);
        open.write(end.array(), 0, end.capacity());
        close();
        return new Body(done);
    }

    private static int timesInARow(List<ByteBuffer> pieces, int from) {
        int to = from + 1;
        while (to < pieces.size() && pieces.get(to).equals(pieces.get(from))) {
            to++;
        }
        return to - from;
    }

    private void add(ByteBuffer piece, int times) {
        for (int i = 0; i < times; i++) {
            checksum.update(piece.duplicate());
        }
        if (times == 1) {
            deflate(deflater, piece, Deflater.NO_FLUSH, open);
            if (open.size() >= PIECE) {
                close();
            }
        } else {
            repeat(alone(piece), times);
        }
    }

    /** A piece compressed tightly and by itself, so that it can be repeated anywhere. */
    private static byte[] alone(ByteBuffer piece) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            deflate(deflater, piece, Deflater.FULL_FLUSH, packed);
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private void repeat(byte[] packed, int times) {
        deflate(deflater, NOTHING, Deflater.FULL_FLUSH, open);
        close();
        int many = Math.max(1, PIECE / packed.length);
        ByteBuffer together = ByteBuffer.allocate(many * packed.length);
        for (int i = 0; i < many; i++) {
            together.put(packed);
        }
        together.flip();
        done.addAll(Collections.nCopies(times / many, together));
        done.add(together.slice(0, times % many * packed.length));
    }

    private static void deflate(Deflater deflater, ByteBuffer input, int flush, ByteArrayOutputStream out) {
        byte[] chunk = new byte[PIECE / 2];
        deflater.setInput(input.duplicate());
        int size;
        do {
            size = deflater.deflate(chunk, 0, chunk.length, flush);
            out.write(chunk, 0, size);
        } while (size == chunk.length);
    }

    private void close() {
        done.add(ByteBuffer.wrap(open.toByteArray()));
        open.reset();
    }
}
