package io.backflux;

import io.backflux.wire.RowEncoder;
import io.backflux.wire.RowParser;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One link from one page to another: a row of the answer, its 47 fields under the API's names in camelCase.
 *
 * <p>The API promises no field, so each may be null: because it came as null, because it did not come or wasn't selected (a
 * harvest's {@code columns}), or because its value was of a type that the field does not have. {@link #extras()} tells these apart and keeps what has no place
 * here, so that {@link #toExactJson()} gives back the row that came in (the order of keys aside).
 *
 * <p>Sets that the API may extend are text: see {@link ItemTypes} and {@link PlatformTypes} for the values known.
 * Descriptions below follow the vendor's document. Lists are immutable.
 *
 * @param type kind of element, {@code backlink}
 * @param domainFrom domain that refers to the target
 * @param urlFrom page on which the link was found; several rows may share it
 * @param urlFromHttps whether {@code urlFrom} is secured with HTTPS
 * @param domainTo domain the link points to
 * @param urlTo URL the link points to
 * @param urlToHttps whether {@code urlTo} is secured with HTTPS
 * @param tldFrom top-level domain of {@code urlFrom}
 * @param isNew whether the link was found on the crawler's last visit
 * @param isLost whether the link, or its page, was removed
 * @param backlinkSpamScore spam score of the link
 * @param rank rank that the link passes to the target, 0 to 1000 (to 100 with {@link RankScale#ONE_HUNDRED})
 * @param pageFromRank rank of the referring page
 * @param domainFromRank rank of the referring domain
 * @param domainFromPlatformType platform types of the referring domain, see {@link PlatformTypes}
 * @param domainFromIsIp whether the referring domain is an IP address without a name
 * @param domainFromIp IP address of the referring domain
 * @param domainFromCountry ISO code of the referring domain's country; {@code WW} has been seen too
 * @param pageFromExternalLinks external links on the referring page
 * @param pageFromInternalLinks internal links on the referring page
 * @param pageFromSize size of the referring page in bytes
 * @param pageFromEncoding character encoding of the referring page
 * @param pageFromLanguage language of the referring page, ISO 639-1
 * @param pageFromTitle title of the referring page
 * @param pageFromStatusCode HTTP status with which the referring page answered
 * @param firstSeen when the crawler found the link first
 * @param prevSeen the crawler's visit before the last
 * @param lastSeen the crawler's last visit
 * @param itemType what kind of link, see {@link ItemTypes}
 * @param attributes link attributes, such as "nofollow"
 * @param dofollow whether the link is followed
 * @param original whether the link was there on the crawler's first visit
 * @param alt alternative text of an image
 * @param imageUrl URL of the image
 * @param anchor anchor text
 * @param textPre text before the anchor
 * @param textPost text after the anchor
 * @param semanticLocation the HTML element the link stands in, such as {@code article}
 * @param linksCount identical links found on the referring page
 * @param groupCount links from this domain in all, when grouped
 * @param isBroken whether the link points to a page that answers with 4xx or 5xx
 * @param urlToStatusCode HTTP status of the page linked to; null where the crawler has not visited it
 * @param urlToSpamScore spam score of the page linked to; null where the crawler has not visited it
 * @param urlToRedirectTarget where the page linked to redirects
 * @param rankedKeywordsInfo for how many keywords the referring page ranks
 * @param isIndirectLink whether the link leads to {@code urlTo} over a redirect or a canonical page
 * @param indirectLinkPath the URLs on that way
 * @param extras what came and has no place above, {@link Extras#NONE} for nearly every row
 */
public record Backlink(
        @Nullable String type,
        @Nullable String domainFrom,
        @Nullable String urlFrom,
        @Nullable Boolean urlFromHttps,
        @Nullable String domainTo,
        @Nullable String urlTo,
        @Nullable Boolean urlToHttps,
        @Nullable String tldFrom,
        @Nullable Boolean isNew,
        @Nullable Boolean isLost,
        @Nullable Integer backlinkSpamScore,
        @Nullable Integer rank,
        @Nullable Integer pageFromRank,
        @Nullable Integer domainFromRank,
        @Nullable List<String> domainFromPlatformType,
        @Nullable Boolean domainFromIsIp,
        @Nullable String domainFromIp,
        @Nullable String domainFromCountry,
        @Nullable Integer pageFromExternalLinks,
        @Nullable Integer pageFromInternalLinks,
        @Nullable Integer pageFromSize,
        @Nullable String pageFromEncoding,
        @Nullable String pageFromLanguage,
        @Nullable String pageFromTitle,
        @Nullable Integer pageFromStatusCode,
        @Nullable Instant firstSeen,
        @Nullable Instant prevSeen,
        @Nullable Instant lastSeen,
        @Nullable String itemType,
        @Nullable List<String> attributes,
        @Nullable Boolean dofollow,
        @Nullable Boolean original,
        @Nullable String alt,
        @Nullable String imageUrl,
        @Nullable String anchor,
        @Nullable String textPre,
        @Nullable String textPost,
        @Nullable String semanticLocation,
        @Nullable Long linksCount,
        @Nullable Long groupCount,
        @Nullable Boolean isBroken,
        @Nullable Integer urlToStatusCode,
        @Nullable Integer urlToSpamScore,
        @Nullable String urlToRedirectTarget,
        @Nullable RankedKeywordsInfo rankedKeywordsInfo,
        @Nullable Boolean isIndirectLink,
        @Nullable List<IndirectLink> indirectLinkPath,
        Extras extras) {

    public Backlink {
        domainFromPlatformType = copy(domainFromPlatformType);
        attributes = copy(attributes);
        indirectLinkPath = copy(indirectLinkPath);
        Objects.requireNonNull(extras, "extras");
    }

    private static <T> @Nullable List<T> copy(@Nullable List<T> list) {
        return list == null ? null : List.copyOf(list);
    }

    /**
     * Reads a row in the API's form, such as a line that {@link #toJson()} or {@link NdjsonWriter} wrote.
     *
     * @throws IllegalArgumentException if the text is not one JSON object, or has a known field under a name in another
     *     spelling, such as {@code urlFrom}, as serialisers of beans write it; the message names path and byte
     */
    public static Backlink fromJson(String json) {
        return RowParser.read(json);
    }

    /**
     * The row as one line of JSON under the API's names, without a line end. Equal to the row that came in, but for half a
     * surrogate pair, which strict readers refuse: it is written as U+FFFD.
     */
    public String toJson() {
        return RowEncoder.toJson(this, false);
    }

    /** As {@link #toJson()}, but half a surrogate pair stays, as its escape. */
    public String toExactJson() {
        return RowEncoder.toJson(this, true);
    }
}
