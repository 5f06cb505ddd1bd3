package io.backflux.benchmarks.harvest;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.gson.annotations.SerializedName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A row with all of its 47 fields, as people write it down who let a library bind it. */
@JsonNaming(SnakeCaseStrategy.class)
record PageRow(
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
        @JsonFormat(pattern = Times.PATTERN) @Nullable Instant firstSeen,
        @JsonFormat(pattern = Times.PATTERN) @Nullable Instant prevSeen,
        @JsonFormat(pattern = Times.PATTERN) @Nullable Instant lastSeen,
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
        @Nullable Keywords rankedKeywordsInfo,
        @Nullable Boolean isIndirectLink,
        @Nullable List<Hop> indirectLinkPath) {

    record Keywords(
            @JsonProperty("page_from_keywords_count_top_3") @SerializedName("page_from_keywords_count_top_3") @Nullable Long top3,

            @JsonProperty("page_from_keywords_count_top_10")
            @SerializedName("page_from_keywords_count_top_10")
            @Nullable Long top10,

            @JsonProperty("page_from_keywords_count_top_100")
            @SerializedName("page_from_keywords_count_top_100")
            @Nullable Long top100) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Hop(
            @Nullable String type,
            @Nullable Integer statusCode,
            @Nullable String url) {}
}
