package io.backflux.benchmarks.reader;

import com.dslplatform.json.CompiledJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.avaje.jsonb.Json;
import io.backflux.RankedKeywordsInfo;
import org.jspecify.annotations.NullUnmarked;

/** For how many keywords the referring page ranks. */
@NullUnmarked
@CompiledJson
@Json(naming = Json.Naming.LowerUnderscore)
public class KeywordsBean {

    @Json.Property("page_from_keywords_count_top_3")
    @JsonProperty("page_from_keywords_count_top_3")
    private Long pageFromKeywordsCountTop3;

    @Json.Property("page_from_keywords_count_top_10")
    @JsonProperty("page_from_keywords_count_top_10")
    private Long pageFromKeywordsCountTop10;

    @Json.Property("page_from_keywords_count_top_100")
    @JsonProperty("page_from_keywords_count_top_100")
    private Long pageFromKeywordsCountTop100;

    public Long getPageFromKeywordsCountTop3() {
        return pageFromKeywordsCountTop3;
    }

    public void setPageFromKeywordsCountTop3(Long pageFromKeywordsCountTop3) {
        this.pageFromKeywordsCountTop3 = pageFromKeywordsCountTop3;
    }

    public Long getPageFromKeywordsCountTop10() {
        return pageFromKeywordsCountTop10;
    }

    public void setPageFromKeywordsCountTop10(Long pageFromKeywordsCountTop10) {
        this.pageFromKeywordsCountTop10 = pageFromKeywordsCountTop10;
    }

    public Long getPageFromKeywordsCountTop100() {
        return pageFromKeywordsCountTop100;
    }

    public void setPageFromKeywordsCountTop100(Long pageFromKeywordsCountTop100) {
        this.pageFromKeywordsCountTop100 = pageFromKeywordsCountTop100;
    }

    RankedKeywordsInfo value() {
        return new RankedKeywordsInfo(
                pageFromKeywordsCountTop3, pageFromKeywordsCountTop10, pageFromKeywordsCountTop100);
    }
}
