package io.backflux.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that has been found to be valid.
 *
 * @param tiesByChance whether rows that tie in the order stand differently in each request
 * @param parameters as they were sent, without the token
 */
record Query(
        String target,
        @Nullable Grouping grouping,
        Filter filter,
        List<SortRule> order,
        boolean tiesByChance,
        int offset,
        int limit,
        Status status,
        boolean subdomains,
        boolean indirect,
        boolean withoutInternal,
        RankScale scale,
        @Nullable String token,
        Map<String, @Nullable Object> parameters) {

    /** Which rows count: those still there, those gone, or both. */
    enum Status {
        LIVE,
        LOST,
        ALL
    }

    /**
     * Keeps the first rows of each value of a field.
     *
     * @param counted whether {@code group_count} tells how many there were
     * @param filter what the rows that are kept must pass to be there at all; null when anything
     */
    record Grouping(
            Field field,
            int perValue,
            boolean counted,
            @Nullable Condition filter) {
        boolean lets(Row row) {
            return filter == null || filter.test(row);
        }

        Grouping before(@Nullable Condition other) {
            return new Grouping(field, perValue, counted, other);
        }
    }

    /** What this request shares with the other pages of its chain: all that decides which rows come in which order. */
    String selectionKey() {
        Map<String, @Nullable Object> key = new TreeMap<>(parameters);
        key.keySet().removeAll(List.of("limit", "offset", "tag"));
        return JsonWriter.minified(key);
    }

    Query withTarget(String other) {
        return with(other, filter, parameters);
    }

    /** What a query asks of {@code first_seen}, when that can be cut out of the rows in order; else null. */
    @Nullable TimeRange range() {
        return grouping == null && SortRule.isByFirstSeen(order) ? filter.range() : null;
    }

    /** Whether the first rule of the order is descending. */
    boolean isFalling() {
        return order.get(0).descending();
    }

    /** The same query without its {@link #range()}. */
    Query withoutRange() {
        Map<String, @Nullable Object> others = new LinkedHashMap<>(parameters);
        Filter rest = filter.withoutRange();
        if (rest.json() == null) {
            others.remove("filters");
        } else {
            others.put("filters", rest.json());
        }
        return with(target, rest, others);
    }

    private Query with(String otherTarget, Filter otherFilter, Map<String, @Nullable Object> otherParameters) {
        return new Query(
                otherTarget,
                grouping,
                otherFilter,
                order,
                tiesByChance,
                offset,
                limit,
                status,
                subdomains,
                indirect,
                withoutInternal,
                scale,
                token,
                otherParameters);
    }

    /** The rules that the rows stand in: {@code rank,desc} alone is the default order too. */
    List<SortRule> rules() {
        return SortRule.isDefault(order) ? SortRule.DEFAULT : order;
    }

    /** Whether a row's state is one that is asked for. */
    boolean covers(DataSet data, int index) {
        if (data.isInternal(index)) {
            return !withoutInternal && status != Status.LOST;
        }
        return status == Status.ALL || data.isLost(index) == (status == Status.LOST);
    }

    /** Whether the rows are a run of indexes as they stand, so that there is nothing to look for. */
    boolean isPlain(DataSet data) {
        return grouping == null
                && filter.condition() == null
                && SortRule.isDefault(order)
                && indirect
                && (subdomains || data.isPage());
    }

    boolean accepts(DataSet data, int index) {
        Row row = data.row(index, scale);
        return (indirect || row.hops() == 0)
                && (subdomains
                        || data.isPage()
                        || Text.string(row.destination()::domain).equals(data.site()))
                && filter.passes(row);
    }
}
