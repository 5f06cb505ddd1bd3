package io.backflux.wire;

import io.backflux.Backlink;
import io.backflux.BacklinkColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** How the fields of a row are read and written as JSON; what they are, {@link BacklinkColumn} says. */
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"}) // What the name does never changes; places are meant.
enum Column {
    TYPE(Kind.WORD),
    DOMAIN_FROM(Kind.TEXT),
    URL_FROM(Kind.TEXT),
    URL_FROM_HTTPS(Kind.BOOLEAN),
    DOMAIN_TO(Kind.REPEATED_TEXT),
    URL_TO(Kind.TEXT),
    URL_TO_HTTPS(Kind.BOOLEAN),
    TLD_FROM(Kind.WORD),
    IS_NEW(Kind.BOOLEAN),
    IS_LOST(Kind.BOOLEAN),
    BACKLINK_SPAM_SCORE(Kind.INTEGER),
    RANK(Kind.INTEGER),
    PAGE_FROM_RANK(Kind.INTEGER),
    DOMAIN_FROM_RANK(Kind.INTEGER),
    DOMAIN_FROM_PLATFORM_TYPE(Kind.TEXTS),
    DOMAIN_FROM_IS_IP(Kind.BOOLEAN),
    DOMAIN_FROM_IP(Kind.TEXT),
    DOMAIN_FROM_COUNTRY(Kind.WORD),
    PAGE_FROM_EXTERNAL_LINKS(Kind.INTEGER),
    PAGE_FROM_INTERNAL_LINKS(Kind.INTEGER),
    PAGE_FROM_SIZE(Kind.INTEGER),
    PAGE_FROM_ENCODING(Kind.WORD),
    PAGE_FROM_LANGUAGE(Kind.WORD),
    PAGE_FROM_TITLE(Kind.TEXT),
    PAGE_FROM_STATUS_CODE(Kind.INTEGER),
    FIRST_SEEN(Kind.TIME),
    PREV_SEEN(Kind.TIME),
    LAST_SEEN(Kind.TIME),
    ITEM_TYPE(Kind.WORD),
    ATTRIBUTES(Kind.TEXTS),
    DOFOLLOW(Kind.BOOLEAN),
    ORIGINAL(Kind.BOOLEAN),
    ALT(Kind.TEXT),
    IMAGE_URL(Kind.TEXT),
    ANCHOR(Kind.TEXT),
    TEXT_PRE(Kind.TEXT),
    TEXT_POST(Kind.TEXT),
    SEMANTIC_LOCATION(Kind.WORD),
    LINKS_COUNT(Kind.LONG),
    GROUP_COUNT(Kind.LONG),
    IS_BROKEN(Kind.BOOLEAN),
    URL_TO_STATUS_CODE(Kind.INTEGER),
    URL_TO_SPAM_SCORE(Kind.INTEGER),
    URL_TO_REDIRECT_TARGET(Kind.TEXT),
    RANKED_KEYWORDS_INFO(Kind.KEYWORDS),
    IS_INDIRECT_LINK(Kind.BOOLEAN),
    INDIRECT_LINK_PATH(Kind.LINK_PATH);

    /** How a field's value is read and written. */
    enum Kind {
        TEXT,
        /** Text that is often the same as in the row before, so that comparing is cheaper than making it anew. */
        REPEATED_TEXT,
        /** Text out of a small set. */
        WORD,
        BOOLEAN,
        INTEGER,
        LONG,
        TIME,
        TEXTS,
        KEYWORDS,
        LINK_PATH;

        /** Whether a value of this kind begins so. */
        boolean fits(JsonToken token) {
            return switch (this) {
                case TEXT, REPEATED_TEXT, WORD, TIME -> token == JsonToken.VALUE_STRING;
                case BOOLEAN -> token.isBoolean();
                case INTEGER, LONG -> token.isNumeric();
                case KEYWORDS -> token == JsonToken.START_OBJECT;
                case TEXTS, LINK_PATH -> token == JsonToken.START_ARRAY;
            };
        }
    }

    static final List<Column> ALL = List.of(values());
    static final int COUNT = ALL.size();

    private static final Map<String, Column> BY_NAME = new HashMap<>();
    private static final Map<String, Column> BY_LETTERS = new HashMap<>();

    static {
        for (Column column : ALL) {
            BY_NAME.put(column.apiName.getValue(), column);
            BY_LETTERS.put(letters(column.apiName.getValue()), column);
        }
    }

    final Kind kind;
    final SerializableString apiName;

    /** The field's place in the document, 0 for the first. */
    final int index;

    private final BacklinkColumn column;

    Column(Kind kind) {
        this.kind = kind;
        this.column = BacklinkColumn.valueOf(name());
        this.apiName = new SerializedString(column.apiName());
        this.index = ordinal();
    }

    static Column of(BacklinkColumn column) {
        return valueOf(column.name());
    }

    /** Its own, in a set of columns. */
    long bit() {
        return 1L << index;
    }

    static @Nullable Column named(String apiName) {
        return BY_NAME.get(apiName);
    }

    /** The field that a name means which isn't the API's: in camelCase, say, or with hyphens. */
    static @Nullable Column meantBy(String name) {
        return BY_LETTERS.get(letters(name));
    }

    private static String letters(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    @Nullable Object of(Backlink row) {
        return column.of(row);
    }
}
