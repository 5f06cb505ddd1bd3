package io.backflux.samples.flink;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import io.backflux.Backlink;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** A file of links in Parquet, which ends with a checkpoint of Flink. */
final class ParquetLinks implements BulkWriter<Backlink> {

    private static final LongAdder WRITTEN = new LongAdder();

    private final CarpetWriter<Link> file;

    private ParquetLinks(CarpetWriter<Link> file) {
        this.file = file;
    }

    static ParquetLinks to(FSDataOutputStream out) throws IOException {
        return new ParquetLinks(new CarpetWriter.Builder<>(new LeftOpen(out), Link.class)
                .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build());
    }

    @Override
    public void addElement(Backlink row) throws IOException {
        file.write(Link.of(row));
        WRITTEN.increment();
    }

    /** Links that this process has written, into whatever files. */
    static long written() {
        return WRITTEN.sum();
    }

    @Override
    public void flush() {}

    @Override
    public void finish() throws IOException {
        file.close();
    }

    /** The stream is Flink's to close. */
    private static final class LeftOpen extends FilterOutputStream {

        LeftOpen(FSDataOutputStream out) {
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
