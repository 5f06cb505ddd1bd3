package io.backflux.cli;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a list line by line, however long it is. */
final class ListLines {

    /** What is found in it, in the order of the lines. */
    interface Sink {

        void entry(long line, QueryJson what);

        void bad(long line, String why);
    }

    private static final String USUAL_COLUMN = "target";
    private static final int LONGEST = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final ListSource source;
    private final Sink sink;

    private ListLines(ListSource source, Sink sink) {
        this.source = source;
        this.sink = sink;
    }

    /**
     * Reads to the end, and closes it.
     *
     * @param column the one of a CSV list; null where nobody said
     * @throws IllegalArgumentException if it is no such list
     */
    static void read(ListSource source, @Nullable String column, Sink sink) {
        ListLines lines = new ListLines(source, sink);
        try (Reader text =
                new BufferedReader(new InputStreamReader(source.bytes(), StandardCharsets.UTF_8.newDecoder()))) {
            if (source.format() == ListSource.Format.CSV) {
                lines.readCsv(text, column);
            } else {
                lines.readLines(text);
            }
        } catch (IOException e) {
            throw unreadable(source, e);
        } catch (UncheckedIOException e) {
            throw unreadable(source, e.getCause());
        }
    }

    private static IllegalArgumentException unreadable(ListSource source, @Nullable IOException e) {
        String why = e instanceof CharacterCodingException || e == null
                ? "it is no text in UTF-8, so no list of targets"
                : ListSource.why(e);
        return new IllegalArgumentException("cannot read " + source.name() + ": " + why, e);
    }

    // A target, or an object, a line.

    private void readLines(Reader text) throws IOException {
        StringBuilder line = new StringBuilder();
        long number = 0;
        int next = text.read();
        while (next >= 0) {
            number++;
            next = readLine(text, next, line);
            if (line.length() > LONGEST) {
                sink.bad(number, "it is longer than " + LONGEST + " characters");
            } else {
                entry(number, line.toString());
            }
            line.setLength(0);
        }
    }

    /** No more than a line may have is kept. What follows the line's end. */
    private static int readLine(Reader text, int first, StringBuilder line) throws IOException {
        int next = first;
        while (next >= 0 && next != '\n') {
            if (line.length() <= LONGEST) {
                line.append((char) next);
            }
            next = text.read();
        }
        return next < 0 ? next : text.read();
    }

    private void entry(long number, String line) {
        String text = withoutMark(number, line).strip();
        boolean comment = source.format() == ListSource.Format.TEXT && text.startsWith("#");
        if (text.isEmpty() || comment) {
            return;
        }
        if (source.format() == ListSource.Format.TEXT) {
            sink.entry(number, QueryJson.ofTarget(text));
            return;
        }
        QueryJson query;
        try {
            query = QueryJson.of(text);
        } catch (IllegalArgumentException e) {
            sink.bad(number, String.valueOf(e.getMessage()));
            return;
        }
        sink.entry(number, query);
    }

    private static String withoutMark(long number, String line) {
        return number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
    }

    // A column of CSV.

    private void readCsv(Reader text, @Nullable String wanted) throws IOException {
        int column = -1;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .commentStrategy(CommentStrategy.NONE)
                .detectBomHeader(false)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text)) {
            for (CsvRecord row : csv) {
                if (column < 0) {
                    column = column(row.getFields(), wanted);
                } else {
                    entry(row, column);
                }
            }
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(
                    "cannot read " + source.name() + " as CSV: " + Failure.oneLine(String.valueOf(e.getMessage())), e);
        }
    }

    private int column(List<String> header, @Nullable String wanted) {
        List<String> names =
                header.stream().map(name -> withoutMark(1, name).strip()).toList();
        int column = names.indexOf(wanted == null ? USUAL_COLUMN : wanted);
        if (column < 0 && wanted == null && names.size() == 1) {
            return 0;
        }
        if (column < 0) {
            throw new IllegalArgumentException(source.name() + " has no column \""
                    + (wanted == null ? USUAL_COLUMN : wanted) + "\"; name one of its own by --targets-column: "
                    + Advice.firstOf(names));
        }
        return column;
    }

    private void entry(CsvRecord row, int column) {
        if (row.getFieldCount() <= column) {
            sink.bad(row.getStartingLineNumber(), "it has no column " + (column + 1));
            return;
        }
        String target = row.getField(column).strip();
        if (target.isEmpty()) {
            sink.bad(row.getStartingLineNumber(), "its target is empty");
        } else {
            sink.entry(row.getStartingLineNumber(), QueryJson.ofTarget(target));
        }
    }
}
