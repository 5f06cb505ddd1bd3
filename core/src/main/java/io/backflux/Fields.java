package io.backflux;

/**
 * The fields that the API filters and sorts on, typed: an operator that a field's type doesn't have doesn't compile.
 *
 * <pre>{@code
 * Fields.RANK.greaterThan(80).and(Fields.DOFOLLOW.isTrue())
 * Fields.FIRST_SEEN.ascending()
 * }</pre>
 *
 * <p>The API's list grows. A field that is not here is made by name with {@link #number}, {@link #text},
 * {@link #bool}, {@link #time} or {@link #array}; refused is only a name that is empty or has a blank or a comma in it.
 */
public final class Fields {

    /** Domain of the referring page. */
    public static final TextField DOMAIN_FROM = text("domain_from");

    /** Address of the referring page. */
    public static final TextField URL_FROM = text("url_from");

    /** Whether the referring page is served over HTTPS. */
    public static final BooleanField URL_FROM_HTTPS = bool("url_from_https");

    /** Top-level domain of the referring page. */
    public static final TextField TLD_FROM = text("tld_from");

    /** Rank of the referring domain, on the query's {@link RankScale}. */
    public static final NumberField DOMAIN_FROM_RANK = number("domain_from_rank");

    /** Such as {@code "cms"} or {@code "blogs"}. */
    public static final ArrayField DOMAIN_FROM_PLATFORM_TYPE = array("domain_from_platform_type");

    /** Whether the referring site has an IP address instead of a domain name. */
    public static final BooleanField DOMAIN_FROM_IS_IP = bool("domain_from_is_ip");

    /** IP address of the referring domain. */
    public static final TextField DOMAIN_FROM_IP = text("domain_from_ip");

    /** ISO country code of the referring domain, or {@code "WW"}. */
    public static final TextField DOMAIN_FROM_COUNTRY = text("domain_from_country");

    /** Rank of the referring page, on the query's {@link RankScale}. */
    public static final NumberField PAGE_FROM_RANK = number("page_from_rank");

    /** External links on the referring page. */
    public static final NumberField PAGE_FROM_EXTERNAL_LINKS = number("page_from_external_links");

    /** Internal links on the referring page. */
    public static final NumberField PAGE_FROM_INTERNAL_LINKS = number("page_from_internal_links");

    /** Size of the referring page, in bytes. */
    public static final NumberField PAGE_FROM_SIZE = number("page_from_size");

    /** Such as {@code "utf-8"}. */
    public static final TextField PAGE_FROM_ENCODING = text("page_from_encoding");

    /** ISO 639-1 code, such as {@code "en"}. */
    public static final TextField PAGE_FROM_LANGUAGE = text("page_from_language");

    /** Title of the referring page. */
    public static final TextField PAGE_FROM_TITLE = text("page_from_title");

    /** HTTP status of the referring page. */
    public static final NumberField PAGE_FROM_STATUS_CODE = number("page_from_status_code");

    /** Keywords for which the referring page is among the first 3 search results. */
    public static final NumberField PAGE_FROM_KEYWORDS_COUNT_TOP_3 =
            number("ranked_keywords_info.page_from_keywords_count_top_3");

    /** Keywords for which the referring page is among the first 10 search results. */
    public static final NumberField PAGE_FROM_KEYWORDS_COUNT_TOP_10 =
            number("ranked_keywords_info.page_from_keywords_count_top_10");

    /** Keywords for which the referring page is among the first 100 search results. */
    public static final NumberField PAGE_FROM_KEYWORDS_COUNT_TOP_100 =
            number("ranked_keywords_info.page_from_keywords_count_top_100");

    /** Domain that the backlink points to. */
    public static final TextField DOMAIN_TO = text("domain_to");

    /** Address that the backlink points to. */
    public static final TextField URL_TO = text("url_to");

    /** Whether the backlink points to an HTTPS address. */
    public static final BooleanField URL_TO_HTTPS = bool("url_to_https");

    /** HTTP status of the page that is linked to; null until the crawler has been there. */
    public static final NumberField URL_TO_STATUS_CODE = number("url_to_status_code");

    /** Spam score of the page that is linked to; null until the crawler has been there. */
    public static final NumberField URL_TO_SPAM_SCORE = number("url_to_spam_score");

    /** Where the page that is linked to redirects. */
    public static final TextField URL_TO_REDIRECT_TARGET = text("url_to_redirect_target");

    /** Kind of row; always {@code "backlink"} so far. */
    public static final TextField TYPE = text("type");

    /** Kind of link, such as {@code "anchor"}, {@code "image"} or {@code "redirect"}; an open set. */
    public static final TextField ITEM_TYPE = text("item_type");

    /** Rank that the backlink passes to the target, on the query's {@link RankScale}. */
    public static final NumberField RANK = number("rank");

    /** Spam score of the backlink. */
    public static final NumberField BACKLINK_SPAM_SCORE = number("backlink_spam_score");

    /** Whether the crawler found the backlink at its last visit (the vendor's document). */
    public static final BooleanField IS_NEW = bool("is_new");

    /** Whether the backlink, or its whole page, was removed. */
    public static final BooleanField IS_LOST = bool("is_lost");

    /** Whether the backlink points to a page that answers with a 4xx or 5xx status. */
    public static final BooleanField IS_BROKEN = bool("is_broken");

    /** Whether the backlink leads to the target through a redirect or a canonical page. */
    public static final BooleanField IS_INDIRECT_LINK = bool("is_indirect_link");

    /** False for nofollow. */
    public static final BooleanField DOFOLLOW = bool("dofollow");

    /** Whether the backlink stood on the page when the crawler first visited it. */
    public static final BooleanField ORIGINAL = bool("original");

    /** Link attributes, such as {@code "nofollow"}. */
    public static final ArrayField ATTRIBUTES = array("attributes");

    /** Anchor text. */
    public static final TextField ANCHOR = text("anchor");

    /** Text before the anchor. */
    public static final TextField TEXT_PRE = text("text_pre");

    /** Text after the anchor. */
    public static final TextField TEXT_POST = text("text_post");

    /** Alternative text of an image; null for other links. */
    public static final TextField ALT = text("alt");

    /** Address of the image. */
    public static final TextField IMAGE_URL = text("image_url");

    /** HTML element around the backlink, such as {@code "article"} or {@code "section"}. */
    public static final TextField SEMANTIC_LOCATION = text("semantic_location");

    /** Identical backlinks on the referring page. */
    public static final NumberField LINKS_COUNT = number("links_count");

    /** Backlinks in the row's group, such as those of its domain with {@link Mode#ONE_PER_DOMAIN}. */
    public static final NumberField GROUP_COUNT = number("group_count");

    /** When the crawler first found the backlink. */
    public static final TimeField FIRST_SEEN = time("first_seen");

    /** The crawler's visit before the last. */
    public static final TimeField PREV_SEEN = time("prev_seen");

    /** The crawler's last visit. */
    public static final TimeField LAST_SEEN = time("last_seen");

    private Fields() {}

    /** A field that is true or false, by the API's name. */
    public static BooleanField bool(String name) {
        return new BooleanField(name);
    }

    /** A number field, by the API's name. */
    public static NumberField number(String name) {
        return new NumberField(name);
    }

    /** A text field, by the API's name. */
    public static TextField text(String name) {
        return new TextField(name);
    }

    /** A time field, by the API's name. */
    public static TimeField time(String name) {
        return new TimeField(name);
    }

    /** A field with a list of texts, by the API's name. */
    public static ArrayField array(String name) {
        return new ArrayField(name);
    }
}
