package io.backflux;

import io.backflux.ColumnType.ListOf;
import io.backflux.ColumnType.Part;
import io.backflux.ColumnType.Scalar;
import io.backflux.ColumnType.Struct;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table of backlinks: one for each field of the API that {@link Backlink} has a place for, in the order of the vendor's
 * document. What each field means, {@link Backlink} says. Every value may be null.
 */
@SuppressWarnings("ImmutableEnumChecker") // What the references do never changes.
public enum BacklinkColumn {
    TYPE(Scalar.TEXT, Backlink::type),
    DOMAIN_FROM(Scalar.TEXT, Backlink::domainFrom),
    URL_FROM(Scalar.TEXT, Backlink::urlFrom),
    URL_FROM_HTTPS(Scalar.BOOLEAN, Backlink::urlFromHttps),
    DOMAIN_TO(Scalar.TEXT, Backlink::domainTo),
    URL_TO(Scalar.TEXT, Backlink::urlTo),
    URL_TO_HTTPS(Scalar.BOOLEAN, Backlink::urlToHttps),
    TLD_FROM(Scalar.TEXT, Backlink::tldFrom),
    IS_NEW(Scalar.BOOLEAN, Backlink::isNew),
    IS_LOST(Scalar.BOOLEAN, Backlink::isLost),
    BACKLINK_SPAM_SCORE(Scalar.INTEGER, Backlink::backlinkSpamScore),
    RANK(Scalar.INTEGER, Backlink::rank),
    PAGE_FROM_RANK(Scalar.INTEGER, Backlink::pageFromRank),
    DOMAIN_FROM_RANK(Scalar.INTEGER, Backlink::domainFromRank),
    DOMAIN_FROM_PLATFORM_TYPE(Types.TEXTS, Backlink::domainFromPlatformType),
    DOMAIN_FROM_IS_IP(Scalar.BOOLEAN, Backlink::domainFromIsIp),
    DOMAIN_FROM_IP(Scalar.TEXT, Backlink::domainFromIp),
    DOMAIN_FROM_COUNTRY(Scalar.TEXT, Backlink::domainFromCountry),
    PAGE_FROM_EXTERNAL_LINKS(Scalar.INTEGER, Backlink::pageFromExternalLinks),
    PAGE_FROM_INTERNAL_LINKS(Scalar.INTEGER, Backlink::pageFromInternalLinks),
    PAGE_FROM_SIZE(Scalar.INTEGER, Backlink::pageFromSize),
    PAGE_FROM_ENCODING(Scalar.TEXT, Backlink::pageFromEncoding),
    PAGE_FROM_LANGUAGE(Scalar.TEXT, Backlink::pageFromLanguage),
    PAGE_FROM_TITLE(Scalar.TEXT, Backlink::pageFromTitle),
    PAGE_FROM_STATUS_CODE(Scalar.INTEGER, Backlink::pageFromStatusCode),
    FIRST_SEEN(Scalar.TIMESTAMP, Backlink::firstSeen),
    PREV_SEEN(Scalar.TIMESTAMP, Backlink::prevSeen),
    LAST_SEEN(Scalar.TIMESTAMP, Backlink::lastSeen),
    ITEM_TYPE(Scalar.TEXT, Backlink::itemType),
    ATTRIBUTES(Types.TEXTS, Backlink::attributes),
    DOFOLLOW(Scalar.BOOLEAN, Backlink::dofollow),
    ORIGINAL(Scalar.BOOLEAN, Backlink::original),
    ALT(Scalar.TEXT, Backlink::alt),
    IMAGE_URL(Scalar.TEXT, Backlink::imageUrl),
    ANCHOR(Scalar.TEXT, Backlink::anchor),
    TEXT_PRE(Scalar.TEXT, Backlink::textPre),
    TEXT_POST(Scalar.TEXT, Backlink::textPost),
    SEMANTIC_LOCATION(Scalar.TEXT, Backlink::semanticLocation),
    LINKS_COUNT(Scalar.LONG, Backlink::linksCount),
    GROUP_COUNT(Scalar.LONG, Backlink::groupCount),
    IS_BROKEN(Scalar.BOOLEAN, Backlink::isBroken),
    URL_TO_STATUS_CODE(Scalar.INTEGER, Backlink::urlToStatusCode),
    URL_TO_SPAM_SCORE(Scalar.INTEGER, Backlink::urlToSpamScore),
    URL_TO_REDIRECT_TARGET(Scalar.TEXT, Backlink::urlToRedirectTarget),
    RANKED_KEYWORDS_INFO(Types.KEYWORDS, Backlink::rankedKeywordsInfo),
    IS_INDIRECT_LINK(Scalar.BOOLEAN, Backlink::isIndirectLink),
    INDIRECT_LINK_PATH(Types.LINK_PATH, Backlink::indirectLinkPath);

    private static final Map<String, BacklinkColumn> BY_NAME = new HashMap<>();

    static {
        for (BacklinkColumn column : values()) {
            BY_NAME.put(column.apiName, column);
        }
    }

    private final String apiName;
    private final ColumnType type;
    private final Function<Backlink, @Nullable Object> value;

    BacklinkColumn(ColumnType type, Function<Backlink, @Nullable Object> value) {
        this.apiName = name().toLowerCase(Locale.ROOT);
        this.type = type;
        this.value = value;
    }

    /** Null where the API has no such field. */
    public static @Nullable BacklinkColumn named(String apiName) {
        return BY_NAME.get(apiName);
    }

    /** The field's name in the API, such as {@code url_from}. */
    public String apiName() {
        return apiName;
    }

    public ColumnType type() {
        return type;
    }

    /** The row's value, of the class that {@link ColumnType} names. */
    public @Nullable Object of(Backlink row) {
        return value.apply(row);
    }

    /** Here, as constants can't be named before those of the enum. */
    private static final class Types {

        static final ColumnType TEXTS = new ListOf(Scalar.TEXT);

        static final ColumnType KEYWORDS = new Struct(List.of(
                keywords("page_from_keywords_count_top_3", RankedKeywordsInfo::pageFromKeywordsCountTop3),
                keywords("page_from_keywords_count_top_10", RankedKeywordsInfo::pageFromKeywordsCountTop10),
                keywords("page_from_keywords_count_top_100", RankedKeywordsInfo::pageFromKeywordsCountTop100)));

        static final ColumnType LINK_PATH = new ListOf(new Struct(List.of(
                link("type", Scalar.TEXT, IndirectLink::type),
                link("status_code", Scalar.INTEGER, IndirectLink::statusCode),
                link("url", Scalar.TEXT, IndirectLink::url))));

        private static Part keywords(String name, Function<RankedKeywordsInfo, @Nullable Object> value) {
            return new Part(name, Scalar.LONG, info -> value.apply((RankedKeywordsInfo) info));
        }

        private static Part link(String name, ColumnType type, Function<IndirectLink, @Nullable Object> value) {
            return new Part(name, type, link -> value.apply((IndirectLink) link));
        }
    }
}
