package io.backflux.partition;

import io.backflux.Verdict;
import org.jspecify.annotations.Nullable;

/** What a harvest's counts say of it, and in words why. */
public record Finding(Verdict verdict, String words) {

    static final Finding ENDED_EARLY = new Finding(Verdict.UNPROVEN, "it ended before all was read");
    static final Finding NO_TOTAL = new Finding(Verdict.UNPROVEN, "the answers have no total_count");

    /**
     * Of one chain.
     *
     * @param complete whether it came to its end
     * @param distinct different rows
     * @param repeated rows that came twice
     * @param exact whether each row was looked at, in one run
     * @param atStart rows that its first page promised
     * @param atEnd rows that its last page spoke of
     */
    public static Finding ofChain(
            boolean complete,
            long distinct,
            long repeated,
            boolean exact,
            @Nullable Long atStart,
            @Nullable Long atEnd) {
        if (!complete) {
            return ENDED_EARLY;
        }
        if (atStart == null || atEnd == null) {
            return NO_TOTAL;
        }
        Finding counted = of(distinct, repeated, atStart, Math.min(atStart, atEnd), Math.max(atStart, atEnd));
        return counted.verdict() == Verdict.PROVEN && !exact
                ? new Finding(
                        Verdict.UNPROVEN,
                        "as many rows came as total_count promised, but repeats were not looked for among all of them")
                : counted;
    }

    /**
     * Rows against totals.
     *
     * @param least the smallest total that an answer spoke of
     * @param most the largest one
     */
    static Finding of(long distinct, long repeated, long atStart, long least, long most) {
        String twice = repeated + " rows came twice, or are alike";
        if (distinct < least) {
            String missing = (least - distinct) + " rows are missing";
            return new Finding(Verdict.GAP, repeated == 0 ? missing : missing + " and " + twice);
        }
        if (repeated > 0) {
            return new Finding(Verdict.OVERLAP, twice);
        }
        if (distinct > most) {
            return new Finding(Verdict.OVERLAP, (distinct - most) + " rows more than total_count came");
        }
        if (least < most) {
            return new Finding(
                    Verdict.DRIFTED,
                    "the index changed while it was read, between " + least + " and " + most + " rows");
        }
        return new Finding(Verdict.PROVEN, "all " + atStart + " rows of total_count, each once");
    }

    /** The same with the place. */
    Finding at(String place) {
        return new Finding(verdict, words + place);
    }
}
