package io.backflux.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Packs bytes into frames, one behind the other, each of which can be unpacked by itself. */
final class FramedStream extends OutputStream {

    /** Opens a frame, which ends when it is closed. */
    interface Packing {
        OutputStream open(OutputStream out) throws IOException;
    }

    private final OutputStream out;
    private final Packing packing;
    private @Nullable OutputStream frame;

    FramedStream(OutputStream out, Packing packing) {
        this.out = out;
        this.packing = packing;
    }

    private OutputStream frame() throws IOException {
        OutputStream open = frame;
        if (open == null) {
            open = packing.open(new Unclosed(out));
            frame = open;
        }
        return open;
    }

    @Override
    public void write(int one) throws IOException {
        frame().write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        frame().write(bytes, from, length);
    }

    /** Only {@link #endFrame()} lets the reader have what was written. */
    @Override
    public void flush() {}

    /** Empty where nothing was written, since no bytes at all would be no file of this kind. */
    void endFrame() throws IOException {
        OutputStream open = frame();
        frame = null;
        open.close();
        out.flush();
    }

    /** What a frame was begun with and not ended is not to be read. */
    @Override
    public void close() throws IOException {
        OutputStream open = frame;
        frame = null;
        try (out) {
            if (open != null) {
                open.close();
            }
        }
    }

    /** Many small pieces become fewer, larger ones, and the end of a frame is not the end of all. */
    static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
