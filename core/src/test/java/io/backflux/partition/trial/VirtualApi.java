package io.backflux.partition.trial;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The API as far as a parallel harvest asks it, without bytes and without a network. */
public final class VirtualApi {

    private final Index index;
    private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
    private final SplittableRandom random = new SplittableRandom(1);

    public VirtualApi(Index index, Quirk... quirks) {
        this.index = index;
        this.quirks.addAll(Arrays.asList(quirks));
    }

    Index index() {
        return index;
    }

    Backlink row(int row) {
        return Link.of(row, index.second(row));
    }

    /** How many times as long as usual an answer takes. */
    int slowness(BacklinksQuery query) {
        boolean isDeep = query.offset() != null && query.offset() > 10_000;
        return isDeep && quirks.contains(Quirk.SLOW_BEYOND_10_000) ? 10 : 1;
    }

    /** The answer as of that nanosecond. */
    Page answer(byte[] request, long now) {
        Asked asked = Asked.of(request);
        int from = from(asked);
        int to = to(asked);
        int[] rows = asked.descending() ? descending(asked, from, to, now) : ascending(asked, from, to, now);
        Integer token =
                rows.length < asked.limit() ? null : asked.descending() ? Integer.valueOf(0) : goOn(rows, to, now);
        mix(rows);
        return new Page(index.count(from, to, now), rows, token);
    }

    private @Nullable Integer goOn(int[] rows, int to, long now) {
        int next = rows[rows.length - 1] + 1;
        return index.count(next, to, now) == 0 ? null : next;
    }

    private int from(Asked asked) {
        boolean all = quirks.contains(Quirk.IGNORES_TIMES) || asked.after() == Long.MIN_VALUE;
        return all ? 0 : index.first(asked.after() + 1);
    }

    private int to(Asked asked) {
        if (quirks.contains(Quirk.IGNORES_TIMES) || asked.before() == Long.MAX_VALUE) {
            return index.size();
        }
        return index.first(quirks.contains(Quirk.LESS_INCLUDES) ? asked.before() + 1 : asked.before());
    }

    private int[] ascending(Asked asked, int from, int to, long now) {
        int[] rows = new int[asked.limit()];
        int skip = asked.offset();
        int found = 0;
        for (int row = Math.max(from, asked.token()); row < to && found < rows.length; row++) {
            if (index.isThere(row, now) && skip-- <= 0) {
                rows[found++] = row;
            }
        }
        return Arrays.copyOf(rows, found);
    }

    private int[] descending(Asked asked, int from, int to, long now) {
        int[] rows = new int[asked.limit()];
        int skip = asked.offset();
        int found = 0;
        for (int row = to - 1; row >= from && found < rows.length; row--) {
            if (index.isThere(row, now) && skip-- <= 0) {
                rows[found++] = row;
            }
        }
        return Arrays.copyOf(rows, found);
    }

    /** Turns the rows of each second round by some places: those of the page, or those of the whole second. */
    private void mix(int[] rows) {
        int turn = random.nextInt(index.size());
        if (quirks.contains(Quirk.MIXES_SECONDS)) {
            mixInPage(rows, turn);
        } else if (quirks.contains(Quirk.FORGETS_ORDER)) {
            Arrays.setAll(rows, place -> turned(rows[place], turn));
        }
    }

    private void mixInPage(int[] rows, int turn) {
        int end;
        for (int begin = 0; begin < rows.length; begin = end) {
            end = endOfSecond(rows, begin);
            int[] same = Arrays.copyOfRange(rows, begin, end);
            for (int place = 0; place < same.length; place++) {
                rows[begin + place] = same[(place + turn) % same.length];
            }
        }
    }

    private int endOfSecond(int[] rows, int begin) {
        int end = begin;
        while (end < rows.length && index.second(rows[end]) == index.second(rows[begin])) {
            end++;
        }
        return end;
    }

    private int turned(int row, int turn) {
        int first = index.first(index.second(row));
        int all = index.first(index.second(row) + 1) - first;
        return first + (row - first + turn) % all;
    }
}
