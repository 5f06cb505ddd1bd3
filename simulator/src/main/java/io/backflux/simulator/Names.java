package io.backflux.simulator;

/** The property names of a row. */
final class Names {
    static final JsonName TYPE = JsonName.of("type");
    static final JsonName DOMAIN_FROM = JsonName.of("domain_from");
    static final JsonName URL_FROM = JsonName.of("url_from");
    static final JsonName URL_FROM_HTTPS = JsonName.of("url_from_https");
    static final JsonName DOMAIN_TO = JsonName.of("domain_to");
    static final JsonName URL_TO = JsonName.of("url_to");
    static final JsonName URL_TO_HTTPS = JsonName.of("url_to_https");
    static final JsonName TLD_FROM = JsonName.of("tld_from");
    static final JsonName IS_NEW = JsonName.of("is_new");
    static final JsonName IS_LOST = JsonName.of("is_lost");
    static final JsonName BACKLINK_SPAM_SCORE = JsonName.of("backlink_spam_score");
    static final JsonName RANK = JsonName.of("rank");
    static final JsonName PAGE_FROM_RANK = JsonName.of("page_from_rank");
    static final JsonName DOMAIN_FROM_RANK = JsonName.of("domain_from_rank");
    static final JsonName DOMAIN_FROM_PLATFORM_TYPE = JsonName.of("domain_from_platform_type");
    static final JsonName DOMAIN_FROM_IS_IP = JsonName.of("domain_from_is_ip");
    static final JsonName DOMAIN_FROM_IP = JsonName.of("domain_from_ip");
    static final JsonName DOMAIN_FROM_COUNTRY = JsonName.of("domain_from_country");
    static final JsonName PAGE_FROM_EXTERNAL_LINKS = JsonName.of("page_from_external_links");
    static final JsonName PAGE_FROM_INTERNAL_LINKS = JsonName.of("page_from_internal_links");
    static final JsonName PAGE_FROM_SIZE = JsonName.of("page_from_size");
    static final JsonName PAGE_FROM_ENCODING = JsonName.of("page_from_encoding");
    static final JsonName PAGE_FROM_LANGUAGE = JsonName.of("page_from_language");
    static final JsonName PAGE_FROM_TITLE = JsonName.of("page_from_title");
    static final JsonName PAGE_FROM_STATUS_CODE = JsonName.of("page_from_status_code");
    static final JsonName FIRST_SEEN = JsonName.of("first_seen");
    static final JsonName PREV_SEEN = JsonName.of("prev_seen");
    static final JsonName LAST_SEEN = JsonName.of("last_seen");
    static final JsonName ITEM_TYPE = JsonName.of("item_type");
    static final JsonName ATTRIBUTES = JsonName.of("attributes");
    static final JsonName DOFOLLOW = JsonName.of("dofollow");
    static final JsonName ORIGINAL = JsonName.of("original");
    static final JsonName ALT = JsonName.of("alt");
    static final JsonName IMAGE_URL = JsonName.of("image_url");
    static final JsonName ANCHOR = JsonName.of("anchor");
    static final JsonName TEXT_PRE = JsonName.of("text_pre");
    static final JsonName TEXT_POST = JsonName.of("text_post");
    static final JsonName SEMANTIC_LOCATION = JsonName.of("semantic_location");
    static final JsonName LINKS_COUNT = JsonName.of("links_count");
    static final JsonName GROUP_COUNT = JsonName.of("group_count");
    static final JsonName IS_BROKEN = JsonName.of("is_broken");
    static final JsonName URL_TO_STATUS_CODE = JsonName.of("url_to_status_code");
    static final JsonName URL_TO_SPAM_SCORE = JsonName.of("url_to_spam_score");
    static final JsonName URL_TO_REDIRECT_TARGET = JsonName.of("url_to_redirect_target");
    static final JsonName RANKED_KEYWORDS_INFO = JsonName.of("ranked_keywords_info");
    static final JsonName IS_INDIRECT_LINK = JsonName.of("is_indirect_link");
    static final JsonName INDIRECT_LINK_PATH = JsonName.of("indirect_link_path");
    static final JsonName STATUS_CODE = JsonName.of("status_code");
    static final JsonName URL = JsonName.of("url");
    static final JsonName KEYWORDS_TOP_3 = JsonName.of("page_from_keywords_count_top_3");
    static final JsonName KEYWORDS_TOP_10 = JsonName.of("page_from_keywords_count_top_10");
    static final JsonName KEYWORDS_TOP_100 = JsonName.of("page_from_keywords_count_top_100");

    private Names() {}
}
