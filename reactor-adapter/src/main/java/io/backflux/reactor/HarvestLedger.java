package io.backflux.reactor;

import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestProof;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RangeProgress;
import io.backflux.RetryPolicy;
import io.backflux.paging.Amounts;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.paging.SeenRows;
import io.backflux.paging.Spending;
import io.backflux.partition.Evidence;
import io.backflux.partition.Finding;
import io.backflux.wire.CheckpointAccess;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one harvest has counted, on top of what it had come to at the checkpoint that it resumed from. Requests may be
 * counted by any thread, the rest only within the harvest's drain.
 */
final class HarvestLedger {

    private static final Counts NOTHING =
            new Counts(0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, 0, null, null);

    private final String target;
    private final HarvestOptions options;
    private final LongSupplier receivedNow;
    private final Counts before;
    private final long receivedBefore;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private final SeenRows seen;
    private Spending spending;
    private @Nullable Long totalAtStart;
    private @Nullable Long totalAtEnd;
    private int pages;
    private long unexpectedValues;
    private long missing;
    private @Nullable HarvestProgress reported;
    private final Supplier<List<RangeProgress>> ranges;

    /**
     * @param received rows that this run has emitted
     * @param ranges how far the parts of a parallel harvest have come
     */
    HarvestLedger(String target, HarvestOptions options, LongSupplier received, Supplier<List<RangeProgress>> ranges) {
        CheckpointContent from = options.from();
        this.target = target;
        this.options = options;
        this.receivedNow = received;
        this.ranges = ranges;
        this.before = from == null ? NOTHING : from.counts();
        this.receivedBefore = from == null ? 0 : from.received();
        this.seen = new SeenRows(before.repeated());
        this.spending = new Spending(before.cost(), before.unpriced(), before.dearest(), pricedRows(from));
        this.totalAtStart = before.totalAtStart();
        this.totalAtEnd = before.totalAtEnd();
        this.pages = before.pages();
        this.unexpectedValues = before.unexpectedValues();
        this.missing = before.missing();
    }

    /** The dearest page of an earlier run was a whole one, as most are. */
    private static int pricedRows(@Nullable CheckpointContent from) {
        return from == null || from.counts().pages() == 0 ? 0 : from.query().limit();
    }

    void sent(boolean again) {
        requests.incrementAndGet();
        if (again) {
            retries.incrementAndGet();
        }
    }

    /** Whether so many more pages are sure to stay within the harvest's maximum. */
    boolean isWithinBudget(int pages, int limit) {
        return spending.allowsPages(options.maxCost(), pages, limit);
    }

    /** Why no further page is asked for, where that is. */
    String budgetExhausted(int limit, @Nullable Failure lastFailure) {
        return "maxCost of " + Amounts.dollars(Objects.requireNonNull(options.maxCost()))
                + " leaves no room for another page: " + spending.inWords(limit)
                + (lastFailure == null ? "" : "; the last request failed: " + lastFailure.what());
    }

    /** Whether this run may have one more retry. */
    boolean allowsRetry(RetryPolicy policy) {
        return policy.budget().allows(requests.get(), retries.get());
    }

    /** {@code total_count} of the whole query, as it is by now; null where an answer did not say. */
    void total(@Nullable Long count) {
        if (count != null) {
            totalAtEnd = count;
            if (totalAtStart == null) {
                totalAtStart = count;
                report();
            }
        }
    }

    /**
     * A request is over.
     *
     * @param price what its answer said
     * @param limit rows that were asked for
     * @param rows that a page brought; 0 where it was none
     */
    void answered(@Nullable BigDecimal price, int limit, int rows) {
        spending = spending.after(price, limit, rows);
    }

    /** Pages read to their end. */
    int pages() {
        return pages;
    }

    void pageEnded() {
        pages++;
    }

    /** Rows that were emitted of a page. */
    void rows(PageRows rows) {
        rows.countInto(seen);
        unexpectedValues += rows.unexpectedValues();
    }

    void shortBy(long rows) {
        missing = rows;
    }

    Counts counts() {
        return new Counts(
                pages,
                before.requests() + requests.get(),
                before.retries() + retries.get(),
                spending.cost(),
                spending.unpriced(),
                spending.dearest(),
                seen.repeated(),
                unexpectedValues,
                missing,
                totalAtStart,
                totalAtEnd);
    }

    /** Rows emitted by all runs. */
    long received() {
        return receivedBefore + receivedNow.getAsLong();
    }

    void report() {
        report(progress());
    }

    private void report(HarvestProgress progress) {
        reported = progress;
        options.listener().onProgress(progress);
    }

    /** What has changed since is reported first, so that the last progress is that of the summary. */
    private void reportLast(HarvestProgress last) {
        if (!last.equals(reported)) {
            report(last);
        }
    }

    /** What is to be held against the plan. */
    Evidence evidence() {
        return new Evidence(seen.repeated(), seen.sample(), options.from() == null, totalAtStart, totalAtEnd);
    }

    void close(
            HarvestStatus status, String reason, @Nullable Checkpoint checkpoint, Finding finding, Approach approach) {
        HarvestProgress last = progress();
        try {
            reportLast(last);
        } finally {
            options.listener()
                    .onSummary(HarvestSummary.builder(status, last)
                            .reason(reason)
                            .strategy(approach.strategy())
                            .strategyReason(approach.reason())
                            .parallelism(options.slots())
                            .proof(proof(finding))
                            .unexpectedValues(unexpectedValues)
                            .unpriced(spending.unpriced())
                            .resumedFrom(resumedFrom())
                            .checkpoint(checkpoint)
                            .build());
        }
    }

    /** A harvest that could not even be set up. */
    static void neverBegun(Harvest harvest, String reason) {
        HarvestOptions options = harvest.options();
        CheckpointContent from = options.from();
        Checkpoint checkpoint = from == null ? null : CheckpointAccess.checkpointOf(from);
        HarvestLedger ledger = new HarvestLedger(harvest.query().target(), options, () -> 0, List::of);
        ledger.close(
                HarvestStatus.FAILED,
                reason,
                checkpoint,
                Finding.ENDED_EARLY,
                harvest.design().approachOfChain());
    }

    private HarvestProgress progress() {
        return progress(counts(), received(), ranges.get());
    }

    private HarvestProgress progress(Counts counts, long rows, List<RangeProgress> parts) {
        return HarvestProgress.builder(target)
                .totalCount(counts.totalAtStart())
                .received(rows)
                .pages(counts.pages())
                .requests(counts.requests())
                .retries(counts.retries())
                .cost(counts.cost())
                .ranges(parts)
                .build();
    }

    private @Nullable HarvestProgress resumedFrom() {
        return options.from() == null ? null : progress(before, receivedBefore, List.of());
    }

    private HarvestProof proof(Finding finding) {
        long rows = received();
        long repeated = Math.min(rows, seen.repeated());
        return HarvestProof.builder()
                .received(rows)
                .distinct(rows - repeated)
                .repeated(repeated)
                .sample(seen.sample())
                .totalAtStart(totalAtStart)
                .totalAtEnd(totalAtEnd)
                .missing(missing)
                .verdict(finding.verdict())
                .finding(finding.words())
                .build();
    }
}
