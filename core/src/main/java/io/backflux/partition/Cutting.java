package io.backflux.partition;

import io.backflux.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where slots are idle, the largest ranges are cut; where in their seconds is {@link Cuts}' matter. */
final class Cutting {

    /** A range is cut only where each part is likely to hold so many pages: each cut buys up to one page twice. */
    private static final int FEWEST_PAGES = 2;

    private Cutting() {}

    /** With the largest ranges cut, each once for every request to spare for it. */
    static PartitionState of(PartitionState state, int idle) {
        if (state.strategy() == null || state.strategy() == Strategy.CHAIN) {
            return state;
        }
        List<SecondsLeg> cuttable =
                state.of(SecondsLeg.class).filter(SecondsLeg::isCuttable).toList();
        double[] rows = cuttable.stream()
                .mapToDouble(leg -> rowsLeft(leg, state.legs()))
                .toArray();
        int[] cuts = countCuts(rows, idle, state.limit());
        PartitionState cut = state;
        for (int i = 0; i < cuts.length; i++) {
            cut = cuts[i] == 0 ? cut : cut(cut, cuttable.get(i), rows[i], cuts[i]);
        }
        return cut;
    }

    /** How often each range is cut. */
    private static int[] countCuts(double[] rows, int idle, int limit) {
        int[] cuts = new int[rows.length];
        for (int spare = idle; spare > 0; spare--) {
            int largest = largest(rows, cuts);
            if (largest < 0 || rows[largest] / (cuts[largest] + 2) < (double) FEWEST_PAGES * limit) {
                break;
            }
            cuts[largest]++;
        }
        return cuts;
    }

    private static int largest(double[] rows, int[] cuts) {
        int largest = -1;
        for (int i = 0; i < rows.length; i++) {
            if (largest < 0 || rows[i] / (cuts[i] + 1) > rows[largest] / (cuts[largest] + 1)) {
                largest = i;
            }
        }
        return largest;
    }

    private static PartitionState cut(PartitionState state, SecondsLeg leg, double rows, int cuts) {
        long newest = Objects.requireNonNull(leg.emitted().newest(), "a leg that can be cut has begun");
        double coming = leg.at().isInFlight() ? state.limit() : 0;
        long[] seconds =
                Cuts.of(newest, leg.at().stop(), rows, coming, leg.track().rowsPerSecond(), cuts);
        List<Leg> upper = new ArrayList<>();
        SecondsLeg lower = leg;
        for (int i = seconds.length - 1; i >= 0; i--) { // From above, so that each part is cut off the same leg.
            upper.add(lower.upperPart(seconds[i]));
            lower = lower.lowerPart(seconds[i]);
        }
        return state.with(lower).plus(upper);
    }

    /** Rows that a leg has yet to bring; a guess where a part cut off it has not answered yet. */
    static double rowsLeft(Leg leg, List<Leg> legs) {
        Long total = leg.totals().first();
        if (total == null) {
            return 0;
        }
        long came =
                leg.looksAgain() ? leg.at().chain().served() : leg.received(); // What others have counts for it too.
        double known = total - came - leg.totals().outside();
        double seconds = leg.at().secondsLeft();
        double all = seconds;
        for (Leg part : legs) {
            if (part.at().parent() == leg.id()) {
                Long rows = part.totals().first();
                known -= rows == null ? 0 : rows;
                all += rows == null ? part.at().secondsLeft() : 0;
            }
        }
        return Math.max(0, known) * (all > 0 ? seconds / all : 1);
    }
}
