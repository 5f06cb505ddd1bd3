package io.backflux.cli;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * How rows are written.
 *
 * @param rowGroup rows that a Parquet file keeps together at most
 * @param target whose rows they are; empty where nobody wants to know
 * @param selected columns of the rows
 */
record Layout(RowFormat format, TextForm form, int rowGroup, String target, Columns selected) {

    static final int ROW_GROUP = 100_000;
    private static final int GZIP_BUFFER = 1 << 16;

    static final Layout NDJSON = new Layout(RowFormat.NDJSON, TextForm.READABLE, ROW_GROUP, "", Columns.ALL);

    /** @throws IllegalArgumentException if the texts can't be written so in this format */
    Layout {
        if (form == TextForm.EXACT && (format == RowFormat.CSV || format.isParquet())) {
            throw new IllegalArgumentException("--exact-text goes with NDJSON only: " + format.word()
                    + " is UTF-8, which has no half of a surrogate pair");
        }
    }

    /** The same for the rows of one target. */
    Layout of(String owner) {
        return new Layout(format, form, rowGroup, owner, selected);
    }

    /**
     * What a Parquet file has.
     *
     * @param begun when the harvest of its rows began
     */
    List<TableColumn> columns(Instant begun) {
        List<TableColumn> ofRow = selected.ofTable();
        return format == RowFormat.DATASET ? TableColumn.ofDataset(target, begun, ofRow) : ofRow;
    }

    /**
     * Rows of a Parquet file are written so until there are enough of them.
     *
     * @param out closed with the writer
     */
    RowWriter writer(OutputStream out) {
        return switch (format) {
            case NDJSON -> new NdjsonRows(out, form);
            case NDJSON_GZ -> packed(out, frame -> new GZIPOutputStream(frame, GZIP_BUFFER));
            case NDJSON_ZST, PARQUET, DATASET ->
                packed(out, frame -> new ZstdOutputStreamNoFinalizer(frame).setChecksum(true));
            case CSV -> new CsvRows(out, selected.ofTable());
        };
    }

    private RowWriter packed(OutputStream out, FramedStream.Packing packing) {
        FramedStream frames = new FramedStream(out, packing);
        return new NdjsonRows(frames, form) {
            @Override
            public void endPage() throws IOException {
                super.endPage();
                frames.endFrame();
            }
        };
    }
}
