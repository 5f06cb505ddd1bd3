package io.backflux.wire;

import io.backflux.Backlink;
import io.backflux.Extras;
import io.backflux.IndirectLink;
import io.backflux.RankedKeywordsInfo;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Rows written as JSON under the API's names. */
public final class RowEncoder implements AutoCloseable {

    private final TextEscapes escapes;
    private final JsonGenerator out;

    /**
     * One row a line, into a stream that is closed with this.
     *
     * @param exact whether half a surrogate pair stays; it becomes U+FFFD otherwise
     */
    public RowEncoder(OutputStream lines, boolean exact) {
        this.escapes = new TextEscapes(exact);
        this.out = JsonFormat.DEFAULT.createGenerator(JsonFormat.escapedBy(escapes), lines);
    }

    public static String toJson(Backlink row, boolean exact) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (RowEncoder encoder = new RowEncoder(bytes, exact)) {
            encoder.write(row);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public void writeLine(Backlink row) {
        write(row);
        out.writeRaw('\n');
    }

    /** Halves of surrogate pairs that were written as U+FFFD. */
    public long replaced() {
        return escapes.replaced();
    }

    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.close();
    }

    private void write(Backlink row) {
        out.writeStartObject();
        Extras extras = row.extras();
        boolean regular = extras.holdsNothing();
        for (Column column : Column.ALL) {
            if (regular) {
                out.writeName(column.apiName);
                writeValue(column, column.of(row));
            } else {
                writeUnlessAbsent(column, row, extras);
            }
        }
        extras.unknown().forEach((name, json) -> writeRaw(name, json));
        out.writeEndObject();
    }

    private void writeUnlessAbsent(Column column, Backlink row, Extras extras) {
        String name = column.apiName.getValue();
        String raw = extras.unexpected().get(name);
        if (raw != null) {
            writeRaw(name, raw);
        } else if (!extras.absent().contains(name)) {
            out.writeName(column.apiName);
            writeValue(column, column.of(row));
        }
    }

    private void writeRaw(String name, String json) {
        out.writeName(escapes.next(name));
        if (RawJson.isPlain(json)) {
            out.writeRawValue(json);
        } else {
            RawJson.write(json, out, escapes);
        }
    }

    @SuppressWarnings("unchecked") // The table pairs each kind with the type of its component.
    private void writeValue(Column column, @Nullable Object value) {
        if (value == null) {
            out.writeNull();
            return;
        }
        switch (column.kind) {
            case TEXT, REPEATED_TEXT, WORD -> out.writeString(escapes.next((String) value));
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case INTEGER -> out.writeNumber((Integer) value);
            case LONG -> out.writeNumber((Long) value);
            case TIME -> out.writeString(ApiTime.format((Instant) value));
            case TEXTS -> writeTexts((List<String>) value);
            case KEYWORDS -> writeKeywords((RankedKeywordsInfo) value);
            case LINK_PATH -> writePath((List<IndirectLink>) value);
        }
    }

    private void writeTexts(List<String> texts) {
        out.writeStartArray();
        for (String text : texts) {
            out.writeString(escapes.next(text));
        }
        out.writeEndArray();
    }

    private void writeKeywords(RankedKeywordsInfo keywords) {
        out.writeStartObject();
        writeLong(CompoundParser.TOP_3, keywords.pageFromKeywordsCountTop3());
        writeLong(CompoundParser.TOP_10, keywords.pageFromKeywordsCountTop10());
        writeLong(CompoundParser.TOP_100, keywords.pageFromKeywordsCountTop100());
        out.writeEndObject();
    }

    private void writeLong(String name, @Nullable Long value) {
        out.writeName(name);
        if (value == null) {
            out.writeNull();
        } else {
            out.writeNumber(value);
        }
    }

    private void writeText(String name, @Nullable String value) {
        out.writeStringProperty(name, value == null ? null : escapes.next(value));
    }

    private void writePath(List<IndirectLink> path) {
        out.writeStartArray();
        for (IndirectLink link : path) {
            out.writeStartObject();
            writeText("type", link.type());
            Integer status = link.statusCode();
            writeLong("status_code", status == null ? null : status.longValue());
            writeText("url", link.url());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
