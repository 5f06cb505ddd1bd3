package io.backflux.reactor.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which rows an answer holds. */
final class Paging {

    private static final int MOST_OFFSET = 20_000;
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_CONDITIONS = 8;

    private final Situation situation;
    private final Set<Oddity> oddities;
    private final Index index;
    private final Map<String, Cursor> cursors = new HashMap<>();
    private @Nullable String invalid;

    /** What a token stands for. */
    private record Cursor(String parameters, Row last, int run) {}

    Paging(Situation situation, Index index) {
        this.situation = situation;
        this.oddities = situation.oddities();
        this.index = index;
    }

    private boolean is(Oddity oddity) {
        return oddities.contains(oddity);
    }

    /** What was wrong with a request that no client should have sent; null where nothing was. */
    @Nullable String invalid() {
        return invalid;
    }

    /**
     * The page as the index is now.
     *
     * @param request its number
     * @param run the number of the run that asks
     * @return null where it is refused
     */
    @Nullable Page answer(Asked asked, int request, int run) {
        Conditions conditions = new Conditions(oddities);
        Predicate<Row> filter = conditions.of(asked.filters());
        Cursor cursor = asked.token() == null ? null : cursors.get(asked.token());
        if (!isValid(asked, conditions.count(), cursor) || isExpired(cursor, run)) {
            return null;
        }
        Comparator<Row> keys = Orders.byKeys(order(asked), is(Oddity.URLS_UNSORTED));
        boolean descending = asked.isDescending() && !is(Oddity.DESCENDING_IGNORED);
        Comparator<Row> order = keys.thenComparing(Orders.ofTies(descending));
        List<Row> sorted = index.sorted(order(asked), () -> order);
        List<Row> all = sorted.stream().filter(filter).collect(Collectors.toCollection(ArrayList::new));
        if (is(Oddity.TIES_SHUFFLED)) {
            all.sort(firstKey(asked).thenComparingInt(row -> Orders.scattered(row.id(), request)));
        }
        int offset = offset(asked);
        int skipped = is(Oddity.OFFSETS_BEFORE_FILTERS)
                ? (int) sorted.stream().limit(offset).filter(filter).count()
                : offset;
        int from = cursor == null ? skipped : place(all, cursor.last(), keys, order);
        List<Row> rows = all.subList(Math.min(from, all.size()), Math.min(all.size(), from + size(asked, request)));
        return new Page(asked, rows, total(asked, all.size()), token(asked, all, from + rows.size(), rows, run));
    }

    private boolean isValid(Asked asked, int conditions, @Nullable Cursor cursor) {
        if (asked.offset() > MOST_OFFSET || asked.limit() > MOST_ROWS || asked.limit() < 1) {
            invalid = "offset " + asked.offset() + ", limit " + asked.limit();
        } else if (conditions > MOST_CONDITIONS) {
            invalid = conditions + " conditions";
        } else if (asked.token() != null && cursor == null) {
            invalid = "a token that was never given";
        } else if (cursor != null && !cursor.parameters().equals(asked.parameters())) {
            invalid = "a token with other parameters than it was given for";
        } else {
            return true;
        }
        return false;
    }

    private boolean isExpired(@Nullable Cursor cursor, int run) {
        return cursor != null && cursor.run() < run && is(Oddity.TOKENS_EXPIRE);
    }

    private List<String> order(Asked asked) {
        return is(Oddity.DESCENDING_IGNORED) && asked.isDescending()
                ? asked.order().stream()
                        .map(rule -> rule.replace("desc", "asc"))
                        .toList()
                : asked.order();
    }

    private Comparator<Row> firstKey(Asked asked) {
        return Orders.byKeys(order(asked).subList(0, 1), false);
    }

    private int offset(Asked asked) {
        if (is(Oddity.OFFSETS_IGNORED)) {
            return 0;
        }
        int depth = (int) (situation.amount() * situation.rows());
        return is(Oddity.OFFSETS_CAPPED) ? Math.min(depth, asked.offset()) : asked.offset();
    }

    private int size(Asked asked, int request) {
        boolean isShort = is(Oddity.PAGES_SHORT) && (Orders.scattered(request, 7) & 3) == 0;
        return isShort ? Math.max(1, asked.limit() * 2 / 3) : asked.limit();
    }

    private int place(List<Row> all, Row last, Comparator<Row> keys, Comparator<Row> order) {
        Comparator<Row> by = is(Oddity.TOKENS_LOSE_TIES) || is(Oddity.TOKENS_REPEAT_TIES) ? keys : order;
        int least = is(Oddity.TOKENS_REPEAT_TIES) ? 0 : 1;
        if (is(Oddity.TIES_SHUFFLED)) {
            int place = all.indexOf(last);
            return place < 0 ? 0 : place + 1;
        }
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (by.compare(all.get(middle), last) >= least) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private @Nullable String token(Asked asked, List<Row> all, int next, List<Row> rows, int run) {
        boolean isEnd = next >= all.size();
        if (rows.isEmpty() || is(Oddity.TOKENS_MISSING) || (isEnd && !is(Oddity.TOKEN_AT_END))) {
            return null;
        }
        Row last = rows.get(rows.size() - 1);
        String token = "T" + Integer.toHexString(asked.parameters().hashCode()) + "-" + last.id();
        cursors.put(token, new Cursor(asked.parameters(), last, run));
        return token;
    }

    private @Nullable Long total(Asked asked, int count) {
        boolean isFirst = asked.token() == null && asked.offset() == 0;
        if (is(Oddity.TOTAL_MISSING) || is(Oddity.TOTAL_NULL) || (is(Oddity.TOTAL_AT_START_ONLY) && !isFirst)) {
            return null;
        }
        double amount = situation.amount();
        long total = count;
        if (is(Oddity.TOTAL_ZERO)) {
            total = 0;
        } else if (is(Oddity.TOTAL_CAPPED)) {
            total = Math.min(total, cap(amount));
        } else if (is(Oddity.TOTAL_TOO_SMALL)) {
            total = (long) (total * amount);
        } else if (is(Oddity.TOTAL_TOO_LARGE)) {
            total += 1 + (long) (amount * amount * 4 * total);
        }
        return is(Oddity.TOTAL_LESS_OFFSET) ? Math.max(0, total - asked.offset()) : total;
    }

    private long cap(double amount) {
        long pages = 1 + (long) (amount * situation.pages());
        long rest = (long) (amount * 1000) % 2 == 0 ? 0 : (long) (amount * situation.limit());
        return pages * situation.limit() - rest;
    }
}
