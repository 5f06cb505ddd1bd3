package io.backflux;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a {@link BacklinksQuery} was built from. */
record QueryParameters(
        String target,
        @Nullable Mode mode,
        @Nullable CustomMode customMode,
        @Nullable Filter filters,
        List<OrderBy> orderBy,
        @Nullable Integer offset,
        int limit,
        LinkScope links,
        @Nullable RankScale rankScale,
        @Nullable String tag) {

    /** Short, for logs: filters are counted, the tag is left out, a long target is cut. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "BacklinksQuery[", "]");
        text.add("target=" + QueryChecks.cut(target));
        if (mode != null) {
            text.add("mode=" + mode.apiName());
        }
        if (customMode != null) {
            text.add("customMode=" + customMode.field() + ':' + customMode.value());
        }
        if (filters != null) {
            text.add("conditions=" + filters.conditionCount());
        }
        orderBy.forEach(rule -> text.add("orderBy=" + QueryChecks.cut(rule.apiForm())));
        return text.add("limit=" + limit).toString();
    }
}
