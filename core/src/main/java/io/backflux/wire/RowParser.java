package io.backflux.wire;

import io.backflux.Backlink;
import io.backflux.Extras;
import io.backflux.IndirectLink;
import io.backflux.RankedKeywordsInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private static final int COLUMNS = Column.ALL.length;
    private static final long ALL_SEEN = (1L << COLUMNS) - 1;
    private static final int NO_COLUMN = -1;
    private static final int UNKNOWN = -2;

    private final RawJson raw;
    private final CompoundParser compounds = new CompoundParser();

    /** What followed a column last time; at 0 what came first. */
    private final int[] following = new int[COLUMNS + 1];

    private final @Nullable Object[] values = new Object[COLUMNS];
    private final String[] lastTexts = new String[COLUMNS];

    private byte[] bytes = {};
    private int base;
    private long seen;
    private @Nullable Map<String, String> unknown;
    private @Nullable Map<String, String> unexpected;
    private long extrasSeen = ALL_SEEN;
    private Extras absentOnly = Extras.NONE;
    private long unexpectedValues;

    RowParser(RawJson raw) {
        this.raw = raw;
        for (int i = 0; i <= COLUMNS; i++) {
            following[i] = i % COLUMNS;
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
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("json must be an object, was " + parser.currentToken());
            }
            Backlink row = new RowParser(new RawJson(JsonFormat.DEFAULT)).parse(parser, bytes, 0);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        "json must be one object, but more follows at byte " + JsonPlaces.offset(parser));
            }
            return row;
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException(JsonPlaces.complaint(malformed) + ", at byte "
                    + malformed.getLocation().getByteOffset());
        }
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
        seen = 0;
        unknown = null;
        unexpected = null;
        Arrays.fill(values, null);
        int previous = 0;
        for (int column = next(parser, previous); column != NO_COLUMN; column = next(parser, previous)) {
            if (column == UNKNOWN) {
                keepUnknown(parser);
            } else {
                seen |= 1L << column;
                readValue(column, parser);
                previous = column + 1;
            }
        }
        return row();
    }

    private int next(JsonParser parser, int previous) {
        int guess = following[previous];
        if (parser.nextName(Column.ALL[guess].apiName)) {
            return guess;
        }
        if (parser.currentToken() == JsonToken.END_OBJECT) {
            return NO_COLUMN;
        }
        Column column = Column.named(parser.currentName());
        if (column == null) {
            return UNKNOWN;
        }
        following[previous] = column.ordinal();
        return column.ordinal();
    }

    private void readValue(int index, JsonParser parser) {
        Column column = Column.ALL[index];
        if (unexpected != null) {
            unexpected.remove(column.apiName.getValue()); // A name that comes twice: the last one counts.
        }
        JsonToken token = parser.nextToken();
        values[index] = token == JsonToken.VALUE_NULL ? null : value(column, token, parser);
    }

    private @Nullable Object value(Column column, JsonToken token, JsonParser parser) {
        switch (column.kind) {
            case TEXT:
                return token == JsonToken.VALUE_STRING ? parser.getString() : unexpected(column, parser);
            case REPEATED_TEXT:
                return token == JsonToken.VALUE_STRING ? repeatedText(column, parser) : unexpected(column, parser);
            case BOOLEAN:
                return token.isBoolean() ? Boolean.valueOf(token == JsonToken.VALUE_TRUE) : unexpected(column, parser);
            case INTEGER, LONG:
                return token.isNumeric() ? number(column, token, parser) : unexpected(column, parser);
            case TIME:
                return token == JsonToken.VALUE_STRING ? time(column, parser) : unexpected(column, parser);
            case KEYWORDS:
                return token == JsonToken.START_OBJECT ? compound(column, parser) : unexpected(column, parser);
            default:
                return token == JsonToken.START_ARRAY ? compound(column, parser) : unexpected(column, parser);
        }
    }

    private String repeatedText(Column column, JsonParser parser) {
        String last = lastTexts[column.ordinal()];
        int length = parser.getStringLength();
        if (length == last.length() && same(last, parser.getStringCharacters(), parser.getStringOffset())) {
            return last;
        }
        String text = parser.getString();
        lastTexts[column.ordinal()] = text;
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
            keep(column, parser.getString());
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
            keep(column, raw.of(bytes, start, position(parser)));
            unexpectedValues += value == null ? 1 : 0;
        }
        return value;
    }

    private int position(JsonParser parser) {
        return base + (int) JsonPlaces.offset(parser);
    }

    private @Nullable Object unexpected(Column column, JsonParser parser) {
        unexpectedValues++;
        keep(column, raw.of(parser));
        return null;
    }

    private void keep(Column column, String json) {
        if (unexpected == null) {
            unexpected = new LinkedHashMap<>();
        }
        unexpected.put(column.apiName.getValue(), json);
    }

    private void keepUnknown(JsonParser parser) {
        if (unknown == null) {
            unknown = new LinkedHashMap<>();
        }
        String name = parser.currentName();
        parser.nextToken();
        unknown.put(name, raw.of(parser));
    }

    private Extras extras() {
        if (unknown == null && unexpected == null) {
            if (seen != extrasSeen) {
                absentOnly = seen == ALL_SEEN ? Extras.NONE : new Extras(Map.of(), Map.of(), absent());
                extrasSeen = seen;
            }
            return absentOnly;
        }
        return new Extras(unknown == null ? Map.of() : unknown, unexpected == null ? Map.of() : unexpected, absent());
    }

    private Set<String> absent() {
        if (seen == ALL_SEEN) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        for (Column column : Column.ALL) {
            if ((seen & 1L << column.ordinal()) == 0) {
                names.add(column.apiName.getValue());
            }
        }
        return names;
    }

    @SuppressWarnings("unchecked") // The table pairs each kind with the type of its component.
    private Backlink row() {
        @Nullable Object[] v = values;
        return new Backlink(
                (String) v[Column.TYPE.ordinal()],
                (String) v[Column.DOMAIN_FROM.ordinal()],
                (String) v[Column.URL_FROM.ordinal()],
                (Boolean) v[Column.URL_FROM_HTTPS.ordinal()],
                (String) v[Column.DOMAIN_TO.ordinal()],
                (String) v[Column.URL_TO.ordinal()],
                (Boolean) v[Column.URL_TO_HTTPS.ordinal()],
                (String) v[Column.TLD_FROM.ordinal()],
                (Boolean) v[Column.IS_NEW.ordinal()],
                (Boolean) v[Column.IS_LOST.ordinal()],
                (Integer) v[Column.BACKLINK_SPAM_SCORE.ordinal()],
                (Integer) v[Column.RANK.ordinal()],
                (Integer) v[Column.PAGE_FROM_RANK.ordinal()],
                (Integer) v[Column.DOMAIN_FROM_RANK.ordinal()],
                (List<String>) v[Column.DOMAIN_FROM_PLATFORM_TYPE.ordinal()],
                (Boolean) v[Column.DOMAIN_FROM_IS_IP.ordinal()],
                (String) v[Column.DOMAIN_FROM_IP.ordinal()],
                (String) v[Column.DOMAIN_FROM_COUNTRY.ordinal()],
                (Integer) v[Column.PAGE_FROM_EXTERNAL_LINKS.ordinal()],
                (Integer) v[Column.PAGE_FROM_INTERNAL_LINKS.ordinal()],
                (Integer) v[Column.PAGE_FROM_SIZE.ordinal()],
                (String) v[Column.PAGE_FROM_ENCODING.ordinal()],
                (String) v[Column.PAGE_FROM_LANGUAGE.ordinal()],
                (String) v[Column.PAGE_FROM_TITLE.ordinal()],
                (Integer) v[Column.PAGE_FROM_STATUS_CODE.ordinal()],
                (Instant) v[Column.FIRST_SEEN.ordinal()],
                (Instant) v[Column.PREV_SEEN.ordinal()],
                (Instant) v[Column.LAST_SEEN.ordinal()],
                (String) v[Column.ITEM_TYPE.ordinal()],
                (List<String>) v[Column.ATTRIBUTES.ordinal()],
                (Boolean) v[Column.DOFOLLOW.ordinal()],
                (Boolean) v[Column.ORIGINAL.ordinal()],
                (String) v[Column.ALT.ordinal()],
                (String) v[Column.IMAGE_URL.ordinal()],
                (String) v[Column.ANCHOR.ordinal()],
                (String) v[Column.TEXT_PRE.ordinal()],
                (String) v[Column.TEXT_POST.ordinal()],
                (String) v[Column.SEMANTIC_LOCATION.ordinal()],
                (Long) v[Column.LINKS_COUNT.ordinal()],
                (Long) v[Column.GROUP_COUNT.ordinal()],
                (Boolean) v[Column.IS_BROKEN.ordinal()],
                (Integer) v[Column.URL_TO_STATUS_CODE.ordinal()],
                (Integer) v[Column.URL_TO_SPAM_SCORE.ordinal()],
                (String) v[Column.URL_TO_REDIRECT_TARGET.ordinal()],
                (RankedKeywordsInfo) v[Column.RANKED_KEYWORDS_INFO.ordinal()],
                (Boolean) v[Column.IS_INDIRECT_LINK.ordinal()],
                (List<IndirectLink>) v[Column.INDIRECT_LINK_PATH.ordinal()],
                extras());
    }
}
