package io.backflux.simulator;

import io.backflux.simulator.Query.Grouping;
import io.backflux.simulator.Query.Status;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Works out which rows a query has, in which order. */
final class Selecting {
    private static final int[] NO_COUNTS = {};

    private Selecting() {}

    static Selection.Runs candidates(DataSet data, Query query) {
        int from = query.status() == Status.LOST ? data.live() : 0;
        int to = query.status() == Status.LIVE ? data.live() : data.lostEnd();
        boolean internal = !query.withoutInternal() && query.status() != Status.LOST;
        return new Selection.Runs(from, to, data.lostEnd(), internal ? data.startEnd() : data.lostEnd());
    }

    static Selection select(DataSet data, Query query) {
        Selection.Runs candidates = candidates(data, query);
        if (query.isPlain(data)) {
            return candidates;
        }
        int[] found = IntStream.range(0, candidates.size())
                .map(candidates::index)
                .filter(index -> query.accepts(data, index))
                .toArray();
        if (!SortRule.isDefault(query.order())) {
            found = new IndexSort(data, query.order()).sorted(found);
        }
        return grouped(data, query, found);
    }

    /** The rows of a query over rows that have changed, before grouping. */
    static int[] ordered(DataSet data, Query query) {
        int[] found = IntStream.range(0, data.end())
                .filter(index -> query.covers(data, index) && query.accepts(data, index))
                .toArray();
        boolean stands = data.isAtStart() && SortRule.isDefault(query.order());
        return stands ? found : new IndexSort(data, query.rules()).sorted(found);
    }

    static Selection grouped(DataSet data, Query query, int[] found) {
        Grouping grouping = query.grouping();
        return grouping == null ? new Selection.Listed(found, NO_COUNTS) : grouped(data, query, found, grouping);
    }

    private static Selection grouped(DataSet data, Query query, int[] found, Grouping grouping) {
        Map<@Nullable Object, Group> groups = new HashMap<>();
        int[] kept = new int[found.length];
        Group[] owners = new Group[found.length];
        int size = 0;
        for (int index : found) {
            Row row = data.row(index, query.scale());
            Group group = groups.computeIfAbsent(grouping.field().value(row), key -> new Group());
            if (group.rows++ < grouping.perValue() && grouping.lets(row)) {
                owners[size] = group;
                kept[size++] = index;
            }
        }
        int[] counts = grouping.counted() ? counts(owners, size) : NO_COUNTS;
        return new Selection.Listed(Arrays.copyOf(kept, size), counts);
    }

    private static int[] counts(Group[] owners, int size) {
        return Arrays.stream(owners, 0, size).mapToInt(group -> group.rows).toArray();
    }

    /** The rows that share a value. */
    private static final class Group {
        private int rows;
    }
}
