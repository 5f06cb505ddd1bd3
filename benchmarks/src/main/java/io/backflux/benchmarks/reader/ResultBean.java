package io.backflux.benchmarks.reader;

import com.dslplatform.json.CompiledJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** What a task found. */
@NullUnmarked
@CompiledJson
@Json(naming = Json.Naming.LowerUnderscore)
public class ResultBean {

    @JsonProperty("total_count")
    private Long totalCount;

    @JsonProperty("items_count")
    private Integer itemsCount;

    @JsonProperty("items")
    private List<RowBean> items;

    public Long getTotalCount() {
        return totalCount;
    }

    public void setTotalCount(Long totalCount) {
        this.totalCount = totalCount;
    }

    public Integer getItemsCount() {
        return itemsCount;
    }

    public void setItemsCount(Integer itemsCount) {
        this.itemsCount = itemsCount;
    }

    public List<RowBean> getItems() {
        return items;
    }

    public void setItems(List<RowBean> items) {
        this.items = items;
    }
}
