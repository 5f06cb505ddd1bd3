package io.backflux.samples.webflux;

import io.backflux.Backlink;
import io.backflux.HarvestProof;
import io.backflux.Verdict;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader gets for one call.
 *
 * @param links the rows
 * @param shown rows so far
 * @param ready rows that are paid for and not shown yet
 * @param total rows that there are, as far as is known
 * @param cost USD so far
 * @param end whether there are no more
 * @param proof whether the rows are the whole, once there are no more
 */
record Portion(
        List<Backlink> links,
        long shown,
        int ready,
        @Nullable Long total,
        BigDecimal cost,
        boolean end,
        @Nullable Proof proof) {

    /** A verdict, and the same in words. */
    record Proof(Verdict verdict, String finding) {

        static Proof of(HarvestProof proof) {
            return new Proof(proof.verdict(), proof.finding());
        }
    }
}
