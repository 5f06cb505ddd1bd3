package io.backflux.wire;

import io.backflux.Backlink;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** The fields of a row in the order of the vendor's document: the one table that reading and writing share. */
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"
}) // What name and reference do never changes; places are meant.
enum Column {
    TYPE(Kind.WORD, Backlink::type),
    DOMAIN_FROM(Kind.TEXT, Backlink::domainFrom),
    URL_FROM(Kind.TEXT, Backlink::urlFrom),
    URL_FROM_HTTPS(Kind.BOOLEAN, Backlink::urlFromHttps),
    DOMAIN_TO(Kind.REPEATED_TEXT, Backlink::domainTo),
    URL_TO(Kind.TEXT, Backlink::urlTo),
    URL_TO_HTTPS(Kind.BOOLEAN, Backlink::urlToHttps),
    TLD_FROM(Kind.WORD, Backlink::tldFrom),
    IS_NEW(Kind.BOOLEAN, Backlink::isNew),
    IS_LOST(Kind.BOOLEAN, Backlink::isLost),
    BACKLINK_SPAM_SCORE(Kind.INTEGER, Backlink::backlinkSpamScore),
    RANK(Kind.INTEGER, Backlink::rank),
    PAGE_FROM_RANK(Kind.INTEGER, Backlink::pageFromRank),
    DOMAIN_FROM_RANK(Kind.INTEGER, Backlink::domainFromRank),
    DOMAIN_FROM_PLATFORM_TYPE(Kind.TEXTS, Backlink::domainFromPlatformType),
    DOMAIN_FROM_IS_IP(Kind.BOOLEAN, Backlink::domainFromIsIp),
    DOMAIN_FROM_IP(Kind.TEXT, Backlink::domainFromIp),
    DOMAIN_FROM_COUNTRY(Kind.WORD, Backlink::domainFromCountry),
    PAGE_FROM_EXTERNAL_LINKS(Kind.INTEGER, Backlink::pageFromExternalLinks),
    PAGE_FROM_INTERNAL_LINKS(Kind.INTEGER, Backlink::pageFromInternalLinks),
    PAGE_FROM_SIZE(Kind.INTEGER, Backlink::pageFromSize),
    PAGE_FROM_ENCODING(Kind.WORD, Backlink::pageFromEncoding),
    PAGE_FROM_LANGUAGE(Kind.WORD, Backlink::pageFromLanguage),
    PAGE_FROM_TITLE(Kind.TEXT, Backlink::pageFromTitle),
    PAGE_FROM_STATUS_CODE(Kind.INTEGER, Backlink::pageFromStatusCode),
    FIRST_SEEN(Kind.TIME, Backlink::firstSeen),
    PREV_SEEN(Kind.TIME, Backlink::prevSeen),
    LAST_SEEN(Kind.TIME, Backlink::lastSeen),
    ITEM_TYPE(Kind.WORD, Backlink::itemType),
    ATTRIBUTES(Kind.TEXTS, Backlink::attributes),
    DOFOLLOW(Kind.BOOLEAN, Backlink::dofollow),
    ORIGINAL(Kind.BOOLEAN, Backlink::original),
    ALT(Kind.TEXT, Backlink::alt),
    IMAGE_URL(Kind.TEXT, Backlink::imageUrl),
    ANCHOR(Kind.TEXT, Backlink::anchor),
    TEXT_PRE(Kind.TEXT, Backlink::textPre),
    TEXT_POST(Kind.TEXT, Backlink::textPost),
    SEMANTIC_LOCATION(Kind.WORD, Backlink::semanticLocation),
    LINKS_COUNT(Kind.LONG, Backlink::linksCount),
    GROUP_COUNT(Kind.LONG, Backlink::groupCount),
    IS_BROKEN(Kind.BOOLEAN, Backlink::isBroken),
    URL_TO_STATUS_CODE(Kind.INTEGER, Backlink::urlToStatusCode),
    URL_TO_SPAM_SCORE(Kind.INTEGER, Backlink::urlToSpamScore),
    URL_TO_REDIRECT_TARGET(Kind.TEXT, Backlink::urlToRedirectTarget),
    RANKED_KEYWORDS_INFO(Kind.KEYWORDS, Backlink::rankedKeywordsInfo),
    IS_INDIRECT_LINK(Kind.BOOLEAN, Backlink::isIndirectLink),
    INDIRECT_LINK_PATH(Kind.LINK_PATH, Backlink::indirectLinkPath);

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

    private final Function<Backlink, @Nullable Object> value;

    Column(Kind kind, Function<Backlink, @Nullable Object> value) {
        this.kind = kind;
        this.apiName = new SerializedString(name().toLowerCase(Locale.ROOT));
        this.index = ordinal();
        this.value = value;
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
        return value.apply(row);
    }
}
