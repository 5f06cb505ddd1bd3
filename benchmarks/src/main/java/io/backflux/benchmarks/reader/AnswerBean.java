package io.backflux.benchmarks.reader;

import com.dslplatform.json.CompiledJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** An answer, as far as its rows are concerned. */
@NullUnmarked
@CompiledJson
@Json(naming = Json.Naming.LowerUnderscore)
public class AnswerBean {

    @JsonProperty("tasks")
    private List<TaskBean> tasks;

    public List<TaskBean> getTasks() {
        return tasks;
    }

    public void setTasks(List<TaskBean> tasks) {
        this.tasks = tasks;
    }

    List<RowBean> rows() {
        return tasks.get(0).getResult().get(0).getItems();
    }
}
