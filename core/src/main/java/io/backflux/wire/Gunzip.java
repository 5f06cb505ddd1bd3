package io.backflux.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;

/**
 * Unpacks gzip a piece at a time, however it was split, member after member. What follows the last member is no part of it:
 * zeros are skipped, as is all from the first byte on that begins no member.
 */
final class Gunzip implements AutoCloseable {

    private static final int MOST_SKIPPED = 1 << 20;

    private enum Part {
        HEADER,
        DATA,
        TRAILER,
        BETWEEN,
        REST
    }

    private final Inflater inflater;
    private final GzipHeader header = new GzipHeader();
    private final CRC32 checksum = new CRC32();
    private Part part = Part.HEADER;
    private long trailer;
    private int trailerBits;
    private long skipped;
    private boolean hasMore;

    /**
     * @param inflater without a header of its own; ended by {@link #close}
     */
    Gunzip(Inflater inflater) {
        this.inflater = inflater;
    }

    /**
     * Unpacks until there is some output, or all input is used up.
     *
     * @param in valid until this returns
     * @return bytes of output; 0 where nothing comes without more input
     */
    int read(ByteBuffer in, byte[] out, int from, int most) throws DataFormatException {
        int count = 0;
        while (count == 0 && (part == Part.DATA || in.hasRemaining())) {
            switch (part) {
                case HEADER -> readHeader(in);
                case DATA -> {
                    count = inflate(in, out, from, most);
                    if (count == 0 && part == Part.DATA) {
                        return 0;
                    }
                }
                case TRAILER -> readTrailer(in);
                case BETWEEN -> skipZeros(in);
                case REST -> skip(in, in.remaining());
            }
        }
        return count;
    }

    /** One member that holds these bytes, packed quickly rather than tightly. */
    static byte[] pack(Iterable<ByteBuffer> parts) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new QuickGzip(packed)) {
            for (ByteBuffer part : parts) {
                gzip.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static final class QuickGzip extends GZIPOutputStream {

        QuickGzip(OutputStream packed) throws IOException {
            super(packed);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private void readHeader(ByteBuffer in) throws DataFormatException {
        while (in.hasRemaining()) {
            if (header.take(in.get() & 0xff)) {
                part = Part.DATA;
                return;
            }
        }
    }

    /** Whether there may be output without more input, because there was no room for all of it. */
    boolean hasMore() {
        return hasMore;
    }

    private int inflate(ByteBuffer in, byte[] out, int from, int most) throws DataFormatException {
        inflater.setInput(in);
        int count = inflater.inflate(out, from, most);
        checksum.update(out, from, count);
        if (inflater.needsDictionary()) {
            throw new DataFormatException("it wants a dictionary");
        }
        part = inflater.finished() ? Part.TRAILER : Part.DATA;
        hasMore = part == Part.DATA && count == most;
        return count;
    }

    private void readTrailer(ByteBuffer in) throws DataFormatException {
        while (in.hasRemaining()) {
            trailer |= (in.get() & 0xffL) << trailerBits;
            trailerBits += Byte.SIZE;
            if (trailerBits == Long.SIZE) {
                endMember();
                return;
            }
        }
    }

    private void endMember() throws DataFormatException {
        if ((int) trailer != (int) checksum.getValue()) {
            throw new DataFormatException("the checksum is wrong");
        }
        if ((int) (trailer >>> Integer.SIZE) != (int) inflater.getBytesWritten()) {
            throw new DataFormatException("the size is wrong");
        }
        inflater.reset();
        checksum.reset();
        trailer = 0;
        trailerBits = 0;
        part = Part.BETWEEN;
    }

    private void skipZeros(ByteBuffer in) throws DataFormatException {
        while (in.hasRemaining()) {
            int next = in.get(in.position());
            if (next != 0) {
                part = GzipHeader.begins(next) ? Part.HEADER : Part.REST;
                header.begin();
                return;
            }
            skip(in, 1);
        }
    }

    private void skip(ByteBuffer in, int count) throws DataFormatException {
        in.position(in.position() + count);
        skipped += count;
        if (skipped > MOST_SKIPPED) {
            throw new DataFormatException("more than " + MOST_SKIPPED + " bytes stand behind its end");
        }
    }

    /** Frees what it has outside of the heap. */
    @Override
    public void close() {
        inflater.end();
    }
}
