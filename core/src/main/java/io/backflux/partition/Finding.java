package io.backflux.partition;

import io.backflux.Verdict;
import io.backflux.paging.Amounts;
import org.jspecify.annotations.Nullable;

/** What a harvest's counts say of it, and in words why. */
public record Finding(Verdict verdict, String words) {

    public static final Finding ENDED_EARLY = new Finding(Verdict.UNPROVEN, "it ended before all was read");
    static final Finding NO_TOTAL = new Finding(Verdict.UNPROVEN, "the answers have no total_count");

    /**
     * Of one chain.
     *
     * @param complete whether it came to its end
     * @param distinct different rows
     * @param repeated rows that came twice
     * @param later rows left out because they were first seen after the harvest had begun, by its clock
     * @param doubt why equal counts prove nothing; null where they do
     * @param atStart rows that its first page promised
     * @param atEnd rows that its last page spoke of
     */
    public static Finding ofChain(
            boolean complete,
            long distinct,
            long repeated,
            long later,
            @Nullable String doubt,
            @Nullable Long atStart,
            @Nullable Long atEnd) {
        if (!complete) {
            return ENDED_EARLY;
        }
        if (atStart == null || atEnd == null) {
            return NO_TOTAL;
        }
        return of(distinct, repeated, atStart, Math.min(atStart, atEnd) - later, Math.max(atStart, atEnd))
                .withLater(later)
                .doubted(doubt);
    }

    /** What a clock that is behind would hide must not look like a change of the index. */
    Finding withLater(long later) {
        return later == 0 || verdict == Verdict.PROVEN
                ? this
                : at("; " + Amounts.rows(later) + (later == 1 ? " was" : " were")
                        + " left out as first seen after the harvest had begun, by this machine's clock");
    }

    /** Where pages are asked for backwards, rows without a time are not among them. */
    Finding withoutTime(long rows) {
        return rows == 0 || verdict == Verdict.PROVEN
                ? this
                : at("; " + Amounts.rows(rows) + " without first_seen, or found meanwhile, "
                        + (rows == 1 ? "was" : "were") + " not reached");
    }

    /** The same where nothing but counts speaks for it. */
    Finding doubted(@Nullable String doubt) {
        return doubt == null || verdict != Verdict.PROVEN
                ? this
                : new Finding(Verdict.UNPROVEN, "as many rows came as total_count promised, but " + doubt);
    }

    /**
     * Rows against totals.
     *
     * @param least the smallest total that an answer spoke of
     * @param most the largest one
     */
    static Finding of(long distinct, long repeated, long atStart, long least, long most) {
        String twice = Amounts.rows(repeated) + " came twice, or " + (repeated == 1 ? "is like another" : "are alike");
        if (repeated > 0 && distinct < least && distinct + repeated >= least) {
            return new Finding(Verdict.OVERLAP, twice + "; for each that came twice, another is missing");
        }
        if (distinct < least) {
            String missing = Amounts.rows(least - distinct) + (least - distinct == 1 ? " is missing" : " are missing");
            return new Finding(Verdict.GAP, repeated == 0 ? missing : missing + " and " + twice);
        }
        if (repeated > 0) {
            return new Finding(Verdict.OVERLAP, twice);
        }
        if (distinct > most) {
            return new Finding(Verdict.OVERLAP, Amounts.rows(distinct - most) + " more than total_count came");
        }
        if (least < most) {
            return new Finding(
                    Verdict.DRIFTED,
                    "the index changed while it was read, between " + Amounts.count(least) + " and "
                            + Amounts.rows(most));
        }
        return new Finding(Verdict.PROVEN, whole(atStart));
    }

    private static String whole(long total) {
        if (total == 0) {
            return "no row, as total_count says";
        }
        return total == 1
                ? "the 1 row of total_count, once"
                : "all " + Amounts.rows(total) + " of total_count, each once";
    }

    /** The same with the place. */
    Finding at(String place) {
        return new Finding(verdict, words + place);
    }
}
