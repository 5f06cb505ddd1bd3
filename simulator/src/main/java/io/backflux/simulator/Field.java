package io.backflux.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A field that can be filtered and sorted on, by the API's name.
 *
 * @param of the value of a row: {@code Boolean}, {@code Long} (a time is its second), {@code String},
 *     {@code List<String>} or null
 */
record Field(String name, Kind kind, Function<Row, @Nullable Object> of) {

    /** Stands for null where a number is asked for. */
    static final long NONE = Long.MIN_VALUE;

    private static final Map<String, Field> ALL = Arrays.stream(new Field[] {
                string("type", row -> "backlink"),
                text("domain_from", row -> row.origin()::domain),
                text("url_from", row -> row.origin()::url),
                flag("url_from_https", row -> row.origin().https()),
                text("domain_to", row -> row.destination()::domain),
                text("url_to", row -> row.destination()::url),
                flag("url_to_https", row -> row.destination().https()),
                string("tld_from", row -> row.origin().tld()),
                flag("is_new", Row::isNew),
                flag("is_lost", Row::isLost),
                number("backlink_spam_score", Row::spamScore),
                number("rank", Row::rank),
                number("page_from_rank", Row::pageRank),
                number("domain_from_rank", Row::domainRank),
                list("domain_from_platform_type", Row::platforms),
                flag("domain_from_is_ip", row -> row.origin().isIp()),
                text("domain_from_ip", row -> row.origin()::ip),
                string("domain_from_country", Row::country),
                number("page_from_external_links", Row::externalLinks),
                number("page_from_internal_links", Row::internalLinks),
                number("page_from_size", Row::pageSize),
                string("page_from_encoding", Row::encoding),
                string("page_from_language", Row::language),
                text("page_from_title", Row::title),
                number("page_from_status_code", Row::pageStatus),
                time("first_seen", Row::firstSeen),
                time("prev_seen", Row::prevSeen),
                time("last_seen", Row::lastSeen),
                string("item_type", Row::itemType),
                list("attributes", Row::attributes),
                flag("dofollow", Row::dofollow),
                flag("original", Row::original),
                text("alt", Row::alt),
                text("image_url", Row::imageUrl),
                text("anchor", Row::anchor),
                text("text_pre", Row::textPre),
                text("text_post", Row::textPost),
                string("semantic_location", Row::place),
                number("links_count", Row::linksCount),
                number("group_count", row -> 0),
                flag("is_broken", row -> row.destination().isBroken()),
                number("url_to_status_code", row -> row.destination().status()),
                number("url_to_spam_score", row -> row.destination().spamScore()),
                text("url_to_redirect_target", row -> row.destination().redirectTarget()),
                number("ranked_keywords_info.page_from_keywords_count_top_3", row -> row.keywords(3)),
                number("ranked_keywords_info.page_from_keywords_count_top_10", row -> row.keywords(10)),
                number("ranked_keywords_info.page_from_keywords_count_top_100", row -> row.keywords(100)),
                flag("is_indirect_link", row -> row.hops() > 0)
            })
            .collect(Collectors.toUnmodifiableMap(Field::name, Function.identity()));

    static @Nullable Field named(String name) {
        return ALL.get(name);
    }

    static Field known(String name) {
        Field field = ALL.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no field " + name);
        }
        return field;
    }

    static Iterable<Field> all() {
        return ALL.values();
    }

    @Nullable Object value(Row row) {
        return of.apply(row);
    }

    /** What kinds of value there are, each with operators of its own. */
    enum Kind {
        FLAG,
        NUMBER,
        TEXT,
        TIME,
        LIST
    }

    private static Field flag(String name, Predicate<Row> of) {
        return new Field(name, Kind.FLAG, of::test);
    }

    private static Field number(String name, ToLongFunction<Row> of) {
        return new Field(name, Kind.NUMBER, row -> present(of.applyAsLong(row)));
    }

    private static Field time(String name, ToLongFunction<Row> of) {
        return new Field(name, Kind.TIME, row -> present(of.applyAsLong(row)));
    }

    private static @Nullable Object present(long number) {
        return number == NONE ? null : (Object) number;
    }

    private static Field string(String name, Function<Row, @Nullable String> of) {
        return new Field(name, Kind.TEXT, of::apply);
    }

    private static Field text(String name, Function<Row, @Nullable Text> of) {
        return new Field(name, Kind.TEXT, row -> {
            Text text = of.apply(row);
            return text == null ? null : Text.string(text);
        });
    }

    private static Field list(String name, Function<Row, @Nullable List<String>> of) {
        return new Field(name, Kind.LIST, of::apply);
    }
}
