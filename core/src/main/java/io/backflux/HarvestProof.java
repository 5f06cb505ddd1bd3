package io.backflux;

import org.jspecify.annotations.Nullable;

/**
 * Whether a harvest is whole, in numbers that add up: {@code received} is {@code distinct} and {@code repeated} together.
 *
 * <p>Repeated rows are counted in bounded memory (512 KB): exactly up to about 49,000 rows, beyond that in a sample of one
 * in {@code sample} rows, chosen by what a row is and not by when it came. A row that comes twice within the sample surely
 * came twice; the number is scaled up from there, so none found in the sample is no proof that there is none. A harvest that
 * went on from a checkpoint adds what each run has counted: a row that came once in each isn't noticed. Of one that was
 * cancelled while rows lay ready ({@code prefetch}), those are looked at, too.
 *
 * @param received rows handed on
 * @param distinct of these, different ones: by {@code url_from}, {@code url_to}, {@code item_type} and {@code anchor}
 * @param repeated of these, ones that had come with a page before, because the index moved while it was read, or because they
 *     are alike; rows that are alike within one page are different rows, as one answer has no row twice
 * @param sample how many rows one counted row stands for, 1 for exact
 * @param totalAtStart {@code total_count} of the first page; null where it did not say
 * @param totalAtEnd {@code total_count} of the last page; null where it did not say
 * @param missing rows that a complete harvest is short of {@code totalAtStart}; 0 for none, or for one that is not complete
 * @param verdict what follows from the counts
 * @param finding the same in words; of a parallel harvest that is not whole, with the range that lacks rows
 */
public record HarvestProof(
        long received,
        long distinct,
        long repeated,
        long sample,
        @Nullable Long totalAtStart,
        @Nullable Long totalAtEnd,
        long missing,
        Verdict verdict,
        String finding) {

    /**
     * Of a harvest that has brought nothing.
     *
     * @param total {@code total_count} as far as it is known
     */
    public static HarvestProof ofNothing(@Nullable Long total) {
        return new HarvestProof(0, 0, 0, 1, total, null, 0, Verdict.UNPROVEN, "nothing was read");
    }
}
