package io.backflux.benchmarks.harvest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** An answer as people write it down who let a library bind it: what they need of its envelope, and the rows. */
record PageAnswer(List<Task> tasks) {

    record Task(List<Result> result) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Result(List<PageRow> items, @Nullable String searchAfterToken) {}

    List<PageRow> rows() {
        return result().items();
    }

    @Nullable String token() {
        return result().searchAfterToken();
    }

    private Result result() {
        return tasks.get(0).result().get(0);
    }
}
