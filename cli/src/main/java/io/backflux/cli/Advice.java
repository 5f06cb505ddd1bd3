package io.backflux.cli;

import io.backflux.HarvestStatus;
import io.backflux.RemainingEstimate;
import io.backflux.Strategy;
import io.backflux.error.QuotaExceededException;
import io.backflux.error.RequestRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What to do about harvests that aren't complete, in words. Never {@code --resume} where nothing is to be resumed, where it would
 * resume the rows of another harvest, where it would fail again, or where beginning anew is cheaper.
 */
final class Advice {

    private static final String LARGER_MAXIMUM = "resume with --resume and a larger --max, or none";
    private static final String REFUSED_AGAIN =
            "; where that is refused again, begin anew with --force and without --parallel";
    private static final int MOST_NAMES = 5;

    private final boolean severalTargets;
    private final List<Outcome> incomplete;
    private final List<Outcome> resumable;
    private final List<Outcome> stuck;
    private final List<Outcome> earlier;

    private Advice(List<Outcome> outcomes) {
        severalTargets = outcomes.size() > 1;
        incomplete = outcomes.stream()
                .filter(one -> one.status() != HarvestStatus.COMPLETE)
                .toList();
        resumable = at(Standing.RESUMABLE).filter(one -> !one.needsNewHarvest()).toList();
        stuck = at(Standing.RESUMABLE).filter(Outcome::needsNewHarvest).toList();
        earlier = at(Standing.EARLIER).toList();
    }

    private Stream<Outcome> at(Standing standing) {
        return incomplete.stream().filter(one -> one.standing() == standing);
    }

    static List<String> notes(List<Outcome> outcomes) {
        return new Advice(outcomes).notes();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        boolean outOfMoney = incomplete.stream().anyMatch(Outcome::isOutOfMoney);
        if (!resumable.isEmpty()) {
            notes.addAll(resuming(outOfMoney));
        } else if (outOfMoney) {
            notes.add("a larger --max-cost is needed for a first page");
        }
        stuck.stream().limit(MOST_NAMES).forEach(one -> notes.add(anew(one)));
        if (incomplete.stream().anyMatch(one -> one.error() instanceof QuotaExceededException)) {
            notes.add("a smaller --max-in-flight or --requests-per-minute leaves room for what else uses the account");
        }
        if (!earlier.isEmpty()) {
            notes.add(leftAsItWas());
        }
        return notes;
    }

    private List<String> resuming(boolean outOfMoney) {
        List<RemainingEstimate> rest =
                resumable.stream().map(Outcome::rest).filter(Objects::nonNull).toList();
        if (!outOfMoney && resumable.stream().allMatch(Outcome::isAtMaximum)) {
            return rest.size() == 1 && resumable.size() == 1
                    ? List.of(largerMaximum(rest.get(0)))
                    : and(LARGER_MAXIMUM, SmallPages.note(rest));
        }
        String how = outOfMoney ? "resume with --resume --max-cost MORE" : "resume with --resume";
        return and(how + (isRefusedInParts() ? REFUSED_AGAIN : ""), SmallPages.note(rest));
    }

    private static List<String> and(String first, List<String> more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(more);
        return all;
    }

    private static String largerMaximum(RemainingEstimate rest) {
        if (rest.isCheaperAnew()) {
            return SmallPages.anew(rest);
        }
        String pages = rest.extraRequests() == 0 ? "" : ", in pages of " + Figures.counted(rest.limit(), "row");
        return LARGER_MAXIMUM + pages + ": " + SmallPages.rest(rest);
    }

    /** What a parallel harvest asks is unproved, and a checkpoint binds it to the same. */
    private boolean isRefusedInParts() {
        return resumable.stream().anyMatch(one -> isInParts(one) && one.error() instanceof RequestRefusedException);
    }

    private static boolean isInParts(Outcome outcome) {
        Strategy strategy = outcome.summary().strategy();
        return strategy != null && strategy != Strategy.CHAIN;
    }

    private String anew(Outcome one) {
        return (severalTargets ? one.target() + ": " : "") + "begin anew with --force"
                + (isInParts(one) ? " and without --parallel" : "") + "; --resume would fail again";
    }

    private String leftAsItWas() {
        boolean one = earlier.size() == 1;
        String which = one
                ? earlier.get(0).file() + " is as it was before --force"
                : Figures.counted(earlier.size(), "file") + " are as they were before --force";
        String otherRows = resumable.isEmpty() ? "" : ", so --resume would resume other rows there";
        return which
                + otherRows
                + (one ? "" : ": " + firstOf(earlier.stream().map(Outcome::file).toList()));
    }

    /** As many names as a line takes. */
    static String firstOf(List<String> names) {
        String first = String.join(", ", names.stream().limit(MOST_NAMES).toList());
        return first + (names.size() > MOST_NAMES ? ", ..." : "");
    }
}
