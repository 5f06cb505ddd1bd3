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
import tools.jackson.core.ObjectWriteContext;

/** Rows written as JSON under the API's names. */
public final class RowEncoder implements AutoCloseable {

    private final JsonGenerator out;

    /** One row a line, into a stream that is closed with this. */
    public RowEncoder(OutputStream lines) {
        this.out = JsonFormat.DEFAULT.createGenerator(ObjectWriteContext.empty(), lines);
    }

    public static String toJson(Backlink row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (JsonGenerator out = JsonFormat.DEFAULT.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(row, out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public void writeLine(Backlink row) {
        write(row, out);
        out.writeRaw('\n');
    }

    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.close();
    }

    private static void write(Backlink row, JsonGenerator out) {
        out.writeStartObject();
        Extras extras = row.extras();
        boolean regular = extras.isEmpty();
        for (Column column : Column.ALL) {
            if (regular) {
                out.writeName(column.apiName);
                writeValue(column, column.of(row), out);
            } else {
                writeUnlessAbsent(column, row, extras, out);
            }
        }
        extras.unknown().forEach((name, json) -> writeRaw(name, json, out));
        out.writeEndObject();
    }

    private static void writeUnlessAbsent(Column column, Backlink row, Extras extras, JsonGenerator out) {
        String name = column.apiName.getValue();
        String raw = extras.unexpected().get(name);
        if (raw != null) {
            writeRaw(name, raw, out);
        } else if (!extras.absent().contains(name)) {
            out.writeName(column.apiName);
            writeValue(column, column.of(row), out);
        }
    }

    private static void writeRaw(String name, String json, JsonGenerator out) {
        out.writeName(name);
        out.writeRawValue(json);
    }

    @SuppressWarnings("unchecked") // The table pairs each kind with the type of its component.
    private static void writeValue(Column column, @Nullable Object value, JsonGenerator out) {
        if (value == null) {
            out.writeNull();
            return;
        }
        switch (column.kind) {
            case TEXT, REPEATED_TEXT, WORD -> out.writeString((String) value);
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case INTEGER -> out.writeNumber((Integer) value);
            case LONG -> out.writeNumber((Long) value);
            case TIME -> out.writeString(ApiTime.format((Instant) value));
            case TEXTS -> writeTexts((List<String>) value, out);
            case KEYWORDS -> writeKeywords((RankedKeywordsInfo) value, out);
            case LINK_PATH -> writePath((List<IndirectLink>) value, out);
        }
    }

    private static void writeTexts(List<String> texts, JsonGenerator out) {
        out.writeStartArray();
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    private static void writeKeywords(RankedKeywordsInfo keywords, JsonGenerator out) {
        out.writeStartObject();
        writeLong(CompoundParser.TOP_3, keywords.pageFromKeywordsCountTop3(), out);
        writeLong(CompoundParser.TOP_10, keywords.pageFromKeywordsCountTop10(), out);
        writeLong(CompoundParser.TOP_100, keywords.pageFromKeywordsCountTop100(), out);
        out.writeEndObject();
    }

    private static void writeLong(String name, @Nullable Long value, JsonGenerator out) {
        out.writeName(name);
        if (value == null) {
            out.writeNull();
        } else {
            out.writeNumber(value);
        }
    }

    private static void writePath(List<IndirectLink> path, JsonGenerator out) {
        out.writeStartArray();
        for (IndirectLink link : path) {
            out.writeStartObject();
            out.writeStringProperty("type", link.type());
            Integer status = link.statusCode();
            writeLong("status_code", status == null ? null : status.longValue(), out);
            out.writeStringProperty("url", link.url());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
