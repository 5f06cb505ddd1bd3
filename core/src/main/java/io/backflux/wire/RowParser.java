package io.backflux.wire;

import io.backflux.Backlink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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

    private static final byte[] NOTHING = {};

    private final RawJson raw;
    private final Selection selection;
    private final CompoundParser compounds = new CompoundParser();
    private final RowValues values = new RowValues();
    private final ExtrasCollector extras;

    /** What followed a column last time; at 0 what came first. */
    private final Column[] following = new Column[Column.COUNT + 1];

    private final TextScanner texts;
    private final Repeats repeats = new Repeats();

    private byte[] bytes = NOTHING;
    private int base;
    private int end;
    private long unexpectedValues;

    /** Text may come from any writer; what a server sends is kept, whatever its names. */
    private boolean refusesOtherNames;

    /**
     * @param maxStringLength bytes of a text that may be read without the parser, which knows its own limit; 0 spares the
     *     memory for it
     */
    RowParser(RawJson raw, int maxStringLength, Selection selection) {
        this.raw = raw;
        this.selection = selection;
        this.extras = new ExtrasCollector(selection);
        this.texts = new TextScanner(maxStringLength);
        for (int i = 0; i <= Column.COUNT; i++) {
            following[i] = Column.ALL.get(i % Column.COUNT);
        }
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
        RowParser rows = new RowParser(new RawJson(JsonFormat.DEFAULT), 0, Selection.WHOLE);
        rows.refusesOtherNames = true;
        Backlink row = rows.parse(parser, bytes, 0, bytes.length);
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
     * @param end where they end for the parser
     */
    Backlink parse(JsonParser parser, byte[] bytes, int base, int end) {
        this.bytes = bytes;
        this.base = base;
        this.end = end;
        values.clear();
        extras.clear();
        readFields(parser);
        return values.row(extras.extras());
    }

    /** Lets go of the bytes of the row that was read last. */
    void forgetBytes() {
        bytes = NOTHING;
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
        if (!selection.reads(column)) {
            skip(parser);
            return;
        }
        extras.saw(column);
        JsonToken token = parser.nextToken();
        values.set(column, token == JsonToken.VALUE_NULL ? null : value(column, token, parser));
    }

    private static void skip(JsonParser parser) {
        parser.nextToken();
        parser.skipChildren();
    }

    private void keepUnknown(JsonParser parser) {
        if (!selection.isWhole()) {
            skip(parser);
            return;
        }
        String name = parser.currentName();
        if (refusesOtherNames) {
            refuseOtherName(name, parser);
        }
        parser.nextToken();
        extras.keepUnknown(name, raw.of(parser));
    }

    private static void refuseOtherName(String name, JsonParser parser) {
        Column meant = Column.meantBy(name);
        if (meant != null) {
            throw refusal(
                    "json must have the API's names, such as \"" + meant.apiName.getValue() + "\", was \"" + name
                            + "\": rows are written by toJson() or NdjsonWriter, not by a bean serialiser",
                    parser);
        }
    }

    private @Nullable Object value(Column column, JsonToken token, JsonParser parser) {
        if (!column.kind.fits(token)) {
            return unexpected(column, parser);
        }
        return switch (column.kind) {
            case TEXT -> text(parser);
            case REPEATED_TEXT -> repeatedText(column, parser);
            case WORD -> word(parser);
            case BOOLEAN -> token == JsonToken.VALUE_TRUE;
            case INTEGER, LONG -> number(column, token, parser);
            case TIME -> time(column, parser);
            case TEXTS, KEYWORDS, LINK_PATH -> compound(column, parser);
        };
    }

    private String text(JsonParser parser) {
        String text = texts.read(bytes, start(parser) + 1, end);
        return text == null ? parser.getString() : text;
    }

    private String word(JsonParser parser) {
        String word = texts.readWord(bytes, start(parser) + 1, end);
        return word == null ? parser.getString() : word;
    }

    private String repeatedText(Column column, JsonParser parser) {
        LastText last = repeats.text(column);
        int start = start(parser);
        String same = last.standsAt(bytes, start, end);
        if (same != null) {
            return same;
        }
        String text = texts.read(bytes, start + 1, end);
        if (text == null) {
            return parser.getString();
        }
        last.keep(bytes, start, texts.end(), text);
        return text;
    }

    private @Nullable Object number(Column column, JsonToken token, JsonParser parser) {
        int plain = token == JsonToken.VALUE_NUMBER_INT ? Numbers.plain(bytes, start(parser)) : -1;
        if (plain >= 0) {
            return repeats.number(column, plain);
        }
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
        Instant time = ApiTime.parseText(bytes, start(parser) + 1, end);
        if (time == null) {
            time = ApiTime.parse(parser.getString());
        }
        if (time == null) {
            unexpected(column, parser);
        }
        return time;
    }

    private @Nullable Object compound(Column column, JsonParser parser) {
        int start = start(parser);
        Object value = switch (column.kind) {
            case KEYWORDS -> compounds.keywords(parser);
            case LINK_PATH -> compounds.path(parser);
            default -> texts(parser);
        };
        if (compounds.deviated()) {
            extras.keepUnexpected(column, raw.of(bytes, start, position(parser)));
            unexpectedValues += value == null ? 1 : 0;
        }
        return value;
    }

    private @Nullable List<String> texts(JsonParser parser) {
        List<String> texts = compounds.texts(parser, this::word);
        return texts == null ? null : repeats.list(texts);
    }

    /** The first byte of the value that the parser stands on. */
    private int start(JsonParser parser) {
        return base + (int) parser.currentTokenLocation().getByteOffset();
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
