package io.backflux;

import org.jspecify.annotations.Nullable;

/**
 * For how many keywords the referring page ranks in search results (the vendor's document).
 *
 * @param pageFromKeywordsCountTop3 keywords with the page among the first 3 results
 * @param pageFromKeywordsCountTop10 among the first 10
 * @param pageFromKeywordsCountTop100 among the first 100
 */
public record RankedKeywordsInfo(
        @Nullable Long pageFromKeywordsCountTop3,
        @Nullable Long pageFromKeywordsCountTop10,
        @Nullable Long pageFromKeywordsCountTop100) {}
