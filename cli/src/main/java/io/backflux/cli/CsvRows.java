package io.backflux.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.backflux.Backlink;
import io.backflux.ColumnType.Scalar;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as CSV: a line of names first, null as nothing and an empty text as two quotes, lists and structs as JSON. */
final class CsvRows implements RowWriter {

    private static final int BUFFER = 1 << 15;

    private final List<TableColumn> columns;
    private final CsvWriter csv;
    private final WholeCharacters characters = new WholeCharacters();
    private final @Nullable String[] cells;

    CsvRows(OutputStream out, List<TableColumn> columns) {
        this.columns = columns;
        this.csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .bufferSize(BUFFER)
                .build(out);
        this.cells = new String[columns.size()];
    }

    @Override
    public void begin() throws IOException {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = columns.get(i).name();
        }
        writeCells();
    }

    @Override
    public void write(Backlink row) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            TableColumn column = columns.get(i);
            Object value = column.value().apply(row);
            cells[i] = value == null ? null : cell(column, value);
        }
        writeCells();
    }

    private void writeCells() throws IOException {
        try {
            csv.writeRecord(cells);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String cell(TableColumn column, Object value) {
        String text = column.type() instanceof Scalar ? value.toString() : ValueJson.of(column.type(), value);
        return characters.of(text);
    }

    @Override
    public void endPage() throws IOException {
        csv.flush();
    }

    @Override
    public long replaced() {
        return characters.replaced();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
