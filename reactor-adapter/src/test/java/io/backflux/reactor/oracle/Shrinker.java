package io.backflux.reactor.oracle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Looks for the smallest situation that shows the same fault. */
public final class Shrinker {

    private static final int MOST_TRIES = 1_500;

    private final Predicate<Situation> fails;
    private int tries;

    private Shrinker(Predicate<Situation> fails) {
        this.fails = fails;
    }

    /** The smallest that still fails. */
    public static Situation shrink(Situation failing, Predicate<Situation> fails) {
        return new Shrinker(fails).shrink(failing);
    }

    private Situation shrink(Situation failing) {
        Situation smallest = failing;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (Situation next : simpler(smallest)) {
                if (tries++ < MOST_TRIES && fails.test(next)) {
                    smallest = next;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static List<Situation> simpler(Situation one) {
        List<Situation> all = new ArrayList<>();
        runs(one, all);
        lists(one, all);
        if (one.nulls() > 0 || one.alike() > 0 || one.late() > 0) {
            all.add(one.plainRows());
            all.add(one.withRareRows(0, one.alike(), one.late()));
            all.add(one.withRareRows(one.nulls(), 0, one.late()));
            all.add(one.withRareRows(one.nulls(), one.alike(), 0));
        }
        if (one.conditions() > 0) {
            all.add(one.withConditions(0));
        }
        if (one.times() != Situation.Times.APART) {
            all.add(one.withTimes(Situation.Times.APART));
        }
        for (int cut = one.rows() / 2; cut > 0; cut /= 2) {
            all.add(one.withRows(one.rows() - cut));
        }
        for (int limit : new int[] {2, 3, 5, 10, 100}) {
            if (limit < one.limit()) {
                all.add(one.withLimit(limit));
            }
        }
        return all;
    }

    private static void runs(Situation one, List<Situation> all) {
        for (int i = 0; i < one.runs().size(); i++) {
            Run run = one.runs().get(i);
            if (one.runs().size() > 1) {
                all.add(one.withRuns(Situation.without(one.runs(), i)));
            }
            for (Run next : List.of(run.simpler(), run.unbounded(), Run.plain(run.order(), Math.min(2, run.slots())))) {
                if (!next.equals(run)) {
                    all.add(one.withRuns(Situation.replaced(one.runs(), i, next)));
                }
            }
        }
    }

    private static void lists(Situation one, List<Situation> all) {
        if (!one.moves().isEmpty()) {
            all.add(one.withMoves(List.of()));
        }
        if (!one.weather().isEmpty()) {
            all.add(one.withWeather(List.of()));
        }
        for (int i = 0; i < one.moves().size(); i++) {
            all.add(one.withMoves(Situation.without(one.moves(), i)));
            Move move = one.moves().get(i);
            if (move.rows() > 1) {
                all.add(one.withMoves(Situation.replaced(one.moves(), i, move.with(1))));
            }
        }
        for (int i = 0; i < one.weather().size(); i++) {
            all.add(one.withWeather(Situation.without(one.weather(), i)));
        }
        for (Oddity oddity : one.oddities()) {
            Set<Oddity> fewer = EnumSet.copyOf(one.oddities());
            fewer.remove(oddity);
            all.add(one.withOddities(fewer));
        }
    }
}
