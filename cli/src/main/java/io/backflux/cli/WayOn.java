package io.backflux.cli;

import io.backflux.HarvestStatus;
import io.backflux.RemainingEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How harvests that aren't complete go on, in words. Never by {@code --resume} where that has nothing to go on with, where it
 * would go on with rows of another harvest, or where beginning anew is cheaper.
 */
final class WayOn {

    private static final String WITHOUT_MAXIMUM = "--resume with a larger --max, or none, goes on from here";
    private static final int MOST_NAMES = 5;

    private final List<Outcome> incomplete;
    private final List<Outcome> resumable;
    private final List<Outcome> earlier;

    private WayOn(List<Outcome> outcomes) {
        incomplete = outcomes.stream()
                .filter(one -> one.status() != HarvestStatus.COMPLETE)
                .toList();
        resumable = at(Standing.RESUMABLE);
        earlier = at(Standing.EARLIER);
    }

    private List<Outcome> at(Standing standing) {
        return incomplete.stream().filter(one -> one.standing() == standing).toList();
    }

    static List<String> notes(List<Outcome> outcomes) {
        return new WayOn(outcomes).notes();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        boolean outOfMoney = incomplete.stream().anyMatch(Outcome::isOutOfMoney);
        if (!resumable.isEmpty()) {
            notes.addAll(resuming(outOfMoney));
        } else if (outOfMoney) {
            notes.add("a larger --max-cost is needed for a first page");
        }
        if (!earlier.isEmpty()) {
            notes.add(leftAsItWas());
        }
        return notes;
    }

    private List<String> resuming(boolean outOfMoney) {
        List<RemainingEstimate> rest = rest();
        if (!outOfMoney && resumable.stream().allMatch(Outcome::isAtMaximum)) {
            return rest.size() == 1 && resumable.size() == 1
                    ? List.of(withoutMaximum(rest.get(0)))
                    : and(WITHOUT_MAXIMUM, SmallPages.note(rest));
        }
        String more = outOfMoney ? "--resume --max-cost MORE goes on from here" : "--resume goes on from here";
        return and(more, SmallPages.note(rest));
    }

    private List<RemainingEstimate> rest() {
        return resumable.stream().map(Outcome::rest).filter(Objects::nonNull).toList();
    }

    private static List<String> and(String first, List<String> more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(more);
        return all;
    }

    private static String withoutMaximum(RemainingEstimate rest) {
        if (rest.isCheaperAnew()) {
            return SmallPages.anew(rest);
        }
        String pages = rest.extraRequests() == 0 ? "" : " in pages of " + Figures.counted(rest.limit(), "row");
        return WITHOUT_MAXIMUM + pages + ": " + SmallPages.rest(rest);
    }

    private String leftAsItWas() {
        if (earlier.size() == 1) {
            return earlier.get(0).file() + " is as it was before --force"
                    + (resumable.isEmpty() ? "" : ", so --resume would go on with other rows there");
        }
        String names = String.join(
                ", ", earlier.stream().map(Outcome::file).limit(MOST_NAMES).toList());
        return Figures.counted(earlier.size(), "file") + " are as they were before --force"
                + (resumable.isEmpty() ? "" : ", so --resume would go on with other rows there") + ": " + names
                + (earlier.size() > MOST_NAMES ? ", ..." : "");
    }
}
