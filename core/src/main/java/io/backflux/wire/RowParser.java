package io.backflux.wire;

import io.backflux.Backlink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads rows off a parser, one after another.
 *
 * <p>Fields are looked for in the order in which they came last time: asking the parser for the name that is expected is
 * much cheaper than asking which name came. It keeps state from row to row, but only to be fast.
 */
public final class RowParser {

    private final RawJson raw;
    private final CompoundParser compounds = new CompoundParser();
    private final RowValues values = new RowValues();
    private final ExtrasCollector extras = new ExtrasCollector();

    /** What followed a column last time; at 0 what came first. */
    private final Column[] following = new Column[Column.COUNT + 1];

    private final String[] lastTexts = new String[Column.COUNT];

    private byte[] bytes = {};
    private int base;
    private long unexpectedValues;

    RowParser(RawJson raw) {
        this.raw = raw;
        for (int i = 0; i <= Column.COUNT; i++) {
            following[i] = Column.ALL.get(i % Column.COUNT);
        }
        Arrays.fill(lastTexts, "");
    }

    /**
     * Reads one row from text.
     *
     * @throws IllegalArgumentException if the text is not one JSON object
     */
    public static Backlink read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = JsonFormat.DEFAULT.createParser(ObjectReadContext.empty(), bytes)) {
            try {
                return read(parser, bytes);
            } catch (JacksonException malformed) {
                throw refusal(JsonPlaces.complaint(malformed), parser);
            }
        }
    }

    private static Backlink read(JsonParser parser, byte[] bytes) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw refusal("json must be an object", parser);
        }
        Backlink row = new RowParser(new RawJson(JsonFormat.DEFAULT)).parse(parser, bytes, 0);
        if (parser.nextToken() != null) {
            throw refusal("json must be one object, but more follows", parser);
        }
        return row;
    }

    private static IllegalArgumentException refusal(String what, JsonParser parser) {
        String path = JsonPlaces.path("$", parser.streamReadContext(), 0);
        return new IllegalArgumentException(what + ", at path " + path + ", byte " + JsonPlaces.offset(parser));
    }

    /** Values met so far that were of another type than their field's. */
    long unexpectedValues() {
        return unexpectedValues;
    }

    /**
     * Reads the row whose opening brace the parser stands on, and leaves it on the closing one.
     *
     * @param bytes what the parser reads from
     * @param base where in them the parser began
     */
    Backlink parse(JsonParser parser, byte[] bytes, int base) {
        this.bytes = bytes;
        this.base = base;
        values.clear();
        extras.clear();
        readFields(parser);
        return values.row(extras.extras());
    }

    private void readFields(JsonParser parser) {
        int previous = 0;
        while (true) {
            Column column = following[previous];
            if (!parser.nextName(column.apiName)) {
                if (parser.currentToken() == JsonToken.END_OBJECT) {
                    return;
                }
                column = Column.named(parser.currentName());
                if (column == null) {
                    keepUnknown(parser);
                    continue;
                }
                following[previous] = column;
            }
            previous = column.index + 1;
            readValue(column, parser);
        }
    }

    private void readValue(Column column, JsonParser parser) {
        extras.saw(column);
        JsonToken token = parser.nextToken();
        values.set(column, token == JsonToken.VALUE_NULL ? null : value(column, token, parser));
    }

    private void keepUnknown(JsonParser parser) {
        String name = parser.currentName();
        parser.nextToken();
        extras.keepUnknown(name, raw.of(parser));
    }

    private @Nullable Object value(Column column, JsonToken token, JsonParser parser) {
        Column.Kind kind = column.kind;
        if (!kind.fits(token)) {
            return unexpected(column, parser);
        }
        return switch (kind) {
            case TEXT -> parser.getString();
            case REPEATED_TEXT -> repeatedText(column, parser);
            case BOOLEAN -> token == JsonToken.VALUE_TRUE;
            case INTEGER, LONG -> number(column, token, parser);
            case TIME -> time(column, parser);
            case TEXTS, KEYWORDS, LINK_PATH -> compound(column, parser);
        };
    }

    private String repeatedText(Column column, JsonParser parser) {
        String last = lastTexts[column.index];
        int length = parser.getStringLength();
        if (length == last.length() && same(last, parser.getStringCharacters(), parser.getStringOffset())) {
            return last;
        }
        String text = parser.getString();
        lastTexts[column.index] = text;
        return text;
    }

    private static boolean same(String text, char[] characters, int offset) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != characters[offset + i]) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Object number(Column column, JsonToken token, JsonParser parser) {
        Long value = Numbers.integral(parser);
        boolean narrow = column.kind == Column.Kind.INTEGER;
        if (value == null || (narrow && value != value.intValue())) {
            return unexpected(column, parser);
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            extras.keepUnexpected(column, parser.getString());
        }
        return narrow ? (Object) value.intValue() : value;
    }

    private @Nullable Instant time(Column column, JsonParser parser) {
        Instant time = ApiTime.parse(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        if (time == null) {
            unexpected(column, parser);
        }
        return time;
    }

    private @Nullable Object compound(Column column, JsonParser parser) {
        int start = position(parser) - 1;
        Object value = switch (column.kind) {
            case KEYWORDS -> compounds.keywords(parser);
            case LINK_PATH -> compounds.path(parser);
            default -> compounds.texts(parser);
        };
        if (compounds.deviated()) {
            extras.keepUnexpected(column, raw.of(bytes, start, position(parser)));
            unexpectedValues += value == null ? 1 : 0;
        }
        return value;
    }

    private int position(JsonParser parser) {
        return base + (int) JsonPlaces.offset(parser);
    }

    private @Nullable Object unexpected(Column column, JsonParser parser) {
        unexpectedValues++;
        extras.keepUnexpected(column, raw.of(parser));
        return null;
    }
}
