package io.backflux.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file's end as the Parquet library wants it. Closing leaves the file open. */
final class ParquetOutput implements OutputFile {

    private final DataFile file;
    private final long begin;

    ParquetOutput(DataFile file, long begin) {
        this.file = file;
        this.begin = begin;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new End(file.stream(), begin);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private static final class End extends PositionOutputStream {

        private final OutputStream out;
        private long position;

        End(OutputStream out, long position) {
            this.out = new BufferedOutputStream(out, 1 << 16);
            this.position = position;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            position++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
