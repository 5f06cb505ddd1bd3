package io.backflux.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a filter wants of {@code first_seen}, apart from the rest of it. In an order that begins with {@code first_seen}
 * the rows that pass are a run of those that pass the rest, so that a search for these serves every range.
 *
 * @param after rows come strictly after it
 * @param before rows come strictly before it
 * @param rest what else must hold, in the API's form; null when nothing must
 */
record TimeRange(long after, long before, @Nullable List<Object> rest) {
    private static final String FIRST_SEEN = "first_seen";

    /**
     * Null when a row may pass the filter whatever its {@code first_seen}.
     *
     * @param filters found to be valid
     */
    static @Nullable TimeRange of(Object filters, Set<Quirk> quirks) {
        List<List<?>> parts = conjunction((List<?>) filters).toList();
        List<List<?>> bounds = parts.stream().filter(TimeRange::isBound).toList();
        if (bounds.isEmpty()) {
            return null;
        }
        List<Object> rest = joined(parts.stream().filter(part -> !isBound(part)).toList());
        TimeRange range = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE, rest.isEmpty() ? null : rest);
        if (!quirks.contains(Quirk.TIME_FILTER_IGNORED)) {
            for (List<?> bound : bounds) {
                range = range.within(bound, quirks);
            }
        }
        return range;
    }

    /** The parts that must all hold. */
    private static Stream<List<?>> conjunction(List<?> list) {
        if (list.get(0) instanceof String || list.contains("or")) {
            return Stream.of(list);
        }
        return list.stream().flatMap(part -> part instanceof List<?> inner ? conjunction(inner) : Stream.empty());
    }

    private static boolean isBound(List<?> part) {
        return FIRST_SEEN.equals(part.get(0)) && part.get(2) != null;
    }

    private static List<Object> joined(List<List<?>> parts) {
        List<Object> all = new ArrayList<>();
        for (List<?> part : parts) {
            if (!all.isEmpty()) {
                all.add("and");
            }
            all.add(part);
        }
        return all;
    }

    private TimeRange within(List<?> bound, Set<Quirk> quirks) {
        long second = Times.parse(String.valueOf(bound.get(2))).orElseThrow();
        return bound.get(1).equals("<")
                ? new TimeRange(
                        after, Math.min(before, second + Operators.more(Quirk.TIME_LESS_INCLUDES, quirks)), rest)
                : new TimeRange(
                        Math.max(after, second - Operators.more(Quirk.TIME_GREATER_INCLUDES, quirks)), before, rest);
    }

    /** @param all the rows that pass the rest, in an order by {@code first_seen} */
    Selection of(DataSet data, Selection all, boolean descending) {
        int from = descending ? first(data, all, time -> time < before) : first(data, all, time -> time > after);
        int to = descending ? first(data, all, time -> time <= after) : first(data, all, time -> time >= before);
        return new Selection.Part(all, from, Math.max(from, to));
    }

    /** The first position whose time is so, when all those behind it are so too. */
    private static int first(DataSet data, Selection all, LongPredicate holds) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (holds.test(data.row(all.index(middle)).firstSeen())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
