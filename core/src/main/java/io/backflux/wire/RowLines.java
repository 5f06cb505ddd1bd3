package io.backflux.wire;

import io.backflux.Backlink;
import io.backflux.ParseLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Rows read back, a line at a time, from what {@link RowEncoder} wrote. */
public final class RowLines {

    private static final int FIRST_BYTES = 1 << 16;

    private final InputStream in;
    private final RowParser rows =
            new RowParser(new RawJson(JsonFormat.READ_BEFORE), ParseLimits.DEFAULT.maxStringLength(), Selection.WHOLE);
    private byte[] bytes = new byte[FIRST_BYTES];
    private int from;
    private int to;
    private long line;

    public RowLines(InputStream in) {
        this.in = in;
    }

    /**
     * Null behind the last line.
     *
     * @throws IllegalArgumentException if a line is not one JSON object
     */
    public @Nullable Backlink next() throws IOException {
        int end = endOfLine();
        if (end < 0) {
            return null;
        }
        int start = from;
        from = Math.min(end + 1, to);
        line++;
        return row(start, end);
    }

    public void close() throws IOException {
        in.close();
    }

    /** Where the line that begins at {@link #from} ends; negative where there is none. */
    private int endOfLine() throws IOException {
        int searched = from;
        while (true) {
            for (int i = searched; i < to; i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            searched = to - from;
            makeRoom();
            int read = in.read(bytes, to, bytes.length - to);
            if (read < 0) {
                return to > from ? to : -1;
            }
            to += read;
        }
    }

    private void makeRoom() {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }

    private Backlink row(int start, int end) {
        try (JsonParser parser =
                JsonFormat.READ_BEFORE.createParser(ObjectReadContext.empty(), bytes, start, end - start)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                Backlink row = rows.parse(parser, bytes, start, end);
                rows.forgetBytes();
                if (parser.nextToken() == null) {
                    return row;
                }
            }
            throw new IllegalArgumentException("line " + line + " is not one JSON object");
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("line " + line + " is not a row: " + JsonPlaces.complaint(malformed));
        }
    }
}
