package io.backflux.benchmarks.reader;

import com.dslplatform.json.CompiledJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** One task of an answer. */
@NullUnmarked
@CompiledJson
@Json(naming = Json.Naming.LowerUnderscore)
public class TaskBean {

    @JsonProperty("result")
    private List<ResultBean> result;

    public List<ResultBean> getResult() {
        return result;
    }

    public void setResult(List<ResultBean> result) {
        this.result = result;
    }
}
