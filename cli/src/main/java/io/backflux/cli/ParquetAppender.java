package io.backflux.cli;

import io.backflux.Backlink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;

/**
 * Adds rows to a Parquet file without touching a byte of it. A reader begins at the file's end, where the footer says at which byte each row
 * group stands; so new groups and a footer that knows of all may follow the old footer, which nobody looks at any more.
 */
final class ParquetAppender {

    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    private static final int TAIL = Integer.BYTES + MAGIC.length;
    private static final long GROUP_BYTES = 32L << 20;
    private static final int PAGE_BYTES = 1 << 18;
    private static final int DICTIONARY_BYTES = 1 << 16;

    /** Where rows come from; null behind the last. */
    interface Rows {
        @Nullable Backlink next() throws IOException;
    }

    private ParquetAppender() {}

    /** What is written lasts once it is forced. */
    static void append(DataFile file, List<TableColumn> columns, Rows rows) throws IOException {
        long end = file.length();
        FileMetaData before = end == 0 ? null : footer(file, end);
        file.cut(end);
        write(new ParquetOutput(file, end), columns, rows);
        if (before != null) {
            joinFooters(file, before);
        }
    }

    private static void write(OutputFile out, List<TableColumn> columns, Rows rows) throws IOException {
        try (ParquetWriter<Backlink> writer = new Builder(out, columns)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetZstd())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(GROUP_BYTES)
                .withPageSize(PAGE_BYTES)
                .withPageWriteChecksumEnabled(true)
                .withDictionaryPageSize(DICTIONARY_BYTES)
                .build()) {
            for (Backlink row = rows.next(); row != null; row = rows.next()) {
                writer.write(row);
            }
        }
    }

    /** In place of the last footer, which knows of the new row groups only. */
    private static void joinFooters(DataFile file, FileMetaData before) throws IOException {
        long end = file.length();
        FileMetaData all = footer(file, end);
        List<RowGroup> groups = new ArrayList<>(before.getRow_groups());
        groups.addAll(all.getRow_groups());
        groups.forEach(RowGroup::unsetOrdinal); // It is optional, and of 16 bits.
        all.setRow_groups(groups);
        all.setNum_rows(before.getNum_rows() + all.getNum_rows());
        file.cut(end - TAIL - footerLength(file, end));
        file.stream().write(bytes(all));
    }

    private static byte[] bytes(FileMetaData footer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, bytes);
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.write(length.putInt(bytes.size()).array());
        bytes.write(MAGIC);
        return bytes.toByteArray();
    }

    private static FileMetaData footer(DataFile file, long end) throws IOException {
        int length = footerLength(file, end);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.read(bytes, end - TAIL - length);
        return Util.readFileMetaData(new ByteArrayInputStream(bytes.array()));
    }

    private static int footerLength(DataFile file, long end) throws IOException {
        ByteBuffer tail = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(tail, end - TAIL);
        return tail.getInt(0);
    }

    private static final class Builder extends ParquetWriter.Builder<Backlink, Builder> {

        private final List<TableColumn> columns;

        Builder(OutputFile out, List<TableColumn> columns) {
            super(out);
            this.columns = columns;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Backlink> getWriteSupport(ParquetConfiguration ignored) {
            return new ParquetRows(columns);
        }

        /** Hadoop is there to compile with, and not when it runs. */
        @Override
        @SuppressWarnings("deprecation") // Without it the class is abstract.
        protected WriteSupport<Backlink> getWriteSupport(Configuration ignored) {
            throw new UnsupportedOperationException("written without Hadoop");
        }
    }
}
