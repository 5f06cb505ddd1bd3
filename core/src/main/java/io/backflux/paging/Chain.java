package io.backflux.paging;

import io.backflux.BacklinksQuery;
import io.backflux.paging.Failure.Kind;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.ChainPlace;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.CheckpointContent.Ending;
import io.backflux.wire.LastKey;
import io.backflux.wire.PageContent;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.RequestEncoder;
import io.backflux.wire.SearchAfterToken;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a chain of pages stands: which page to ask for next, and with what. Immutable; {@link #after} says what follows.
 *
 * @param plan what the harvest is to bring
 * @param after in the stable order, the second before the first rows of this chain; null where it began at the beginning
 * @param query what is asked: the plan's query, bounded
 * @param limit rows a page, the same for the whole chain as the token demands
 * @param page the page to ask for, 1 for the first of the harvest
 * @param received rows of the harvest's pages before that were emitted
 * @param served rows of this chain's pages before, emitted or not
 * @param total {@code total_count} of this chain's first page
 * @param token the key to this page, null for the first
 * @param milestone the token of an earlier page, the last one whose number was a power of two: a ring of tokens comes by
 *     one of them again
 */
public record Chain(
        Plan plan,
        @Nullable Instant after,
        BacklinksQuery query,
        int limit,
        int page,
        long received,
        long served,
        @Nullable Long total,
        @Nullable SearchAfterToken token,
        @Nullable SearchAfterToken milestone) {

    private static final Failure REPEATED =
            Failure.of(Kind.REPEATED_TOKEN, "the server answered with a token that it was asked with");

    /** What follows a page. */
    public sealed interface Step {}

    /** Another page is to be requested. */
    public record Next(Chain chain) implements Step {}

    /**
     * The chain has ended.
     *
     * @param limited whether it ended by the caller's maximum, with rows left
     * @param reason in words
     * @param missing rows that it is short of {@code total_count}
     * @param rest where to resume if the caller should want more; null where nothing is left, or where this very page holds
     *     more
     */
    public record End(
            boolean limited,
            String reason,
            long missing,
            @Nullable Chain rest) implements Step {}

    /** The chain breaks off. */
    public record Broken(Failure failure) implements Step {}

    /** The chain before its first page. */
    public static Chain start(Plan plan) {
        BacklinksQuery query = plan.sent(null);
        return new Chain(plan, null, query, PageSize.within(query.limit(), plan.max()), 1, 0, 0, null, null, null);
    }

    /** The chain from a checkpoint on, which must be one of the plan's query. */
    public static Chain resume(Plan plan, CheckpointContent from) {
        ChainPlace place = from.chain();
        PageContent page = place.page();
        long before = from.receivedBeforePage();
        Chain chain = new Chain(
                plan,
                place.after(),
                plan.sent(place.after()),
                limit(plan, from),
                page.number(),
                before,
                page.served(),
                place.total(),
                page.token(),
                page.token());
        return !from.isEnded() && page.token() == null && before > 0 ? chain.byKey(from) : chain;
    }

    /** A token binds the size of pages; before the first page nothing does, and a harvest may have grown since. */
    private static int limit(Plan plan, CheckpointContent from) {
        PageContent page = from.chain().page();
        int limit = from.query().limit();
        boolean isUnbound =
                page.number() == 1 && page.token() == null && from.chain().after() == null;
        return isUnbound ? grown(plan, limit) : limit;
    }

    private static int grown(Plan plan, int limit) {
        return Math.max(limit, PageSize.within(plan.query().limit(), plan.max()));
    }

    /**
     * Whether its only page was made small by the caller's maximum. Then it pays to ask for that page again, larger, when
     * more is wanted: by its token each further page would be as small.
     */
    boolean isShrunk() {
        return page == 1
                && token == null
                && after == null
                && limit < plan.query().limit();
    }

    /** Whether the harvest can resume from a checkpoint though the server no longer takes its token. */
    public boolean canResumeByKey(CheckpointContent from) {
        return plan.before() != null && from.chain().last() != null && StableOrder.hasRoomForKey(plan.query());
    }

    /**
     * A chain of its own for what comes from the checkpoint's last row on; {@link PastKey} finds where in its first page. No
     * token binds the size of its pages.
     */
    public Chain byKey(CheckpointContent from) {
        Instant second = lastKey(from).firstSeen().minusSeconds(1);
        return new Chain(
                plan, second, plan.sent(second), grown(plan, limit), page, from.received(), 0, null, null, null);
    }

    /** The same place, to be resumed without a token. */
    public Chain atKey() {
        return new Chain(plan, after, query, limit, page, received, 0, null, null, null);
    }

    /** Whether its first rows may be some that the harvest has emitted before. */
    public boolean isByKey() {
        return token == null && after != null;
    }

    /** What finds the place in a chain that resumes from a checkpoint's last row. */
    public static PastKey past(CheckpointContent from) {
        return new PastKey(lastKey(from));
    }

    private static LastKey lastKey(CheckpointContent from) {
        LastKey last = from.chain().last();
        if (last == null) {
            throw new IllegalStateException("the checkpoint has no last row");
        }
        return last;
    }

    /** The body of the request for this page. */
    public byte[] request() {
        return RequestEncoder.encode(query, limit, token);
    }

    /** How many rows of this page are wanted; the page may hold more. */
    public long wanted() {
        return plan.max() - received;
    }

    /**
     * What follows this page. The end is not documented; it is an empty page, one without a token, or a short one unless the
     * total promises more. A total alone ends nothing: it may be capped, and rows that left while others came leave it as it
     * was. So a full last page with a token is followed by one request more, which tells.
     *
     * @param answer the page's answer, all of it
     * @param rows how many rows it held
     * @param emitted its rows that were emitted, by this answer or by earlier ones
     */
    public Step after(PageEnvelope answer, int rows, PageRows emitted) {
        if (emitted.isCut()) {
            return endAtMaximum(null);
        }
        long all = served + rows;
        Long known = knownTotal(answer);
        SearchAfterToken next = answer.token();
        if (rows == 0) {
            return ended("an empty page", all, known);
        }
        if (next == null) {
            return ended("no token for a further page", all, known);
        }
        boolean isShort = count(answer, rows) < limit;
        if (isShort && missing(all, known) == 0) {
            return ended("a page with fewer rows than asked for", all, known);
        }
        int overdue = emitted.overdue();
        Chain rest = next(received + emitted.size() - overdue, all, known, next);
        if (rest.wanted() <= overdue) {
            return endAtMaximum(isShrunk() ? null : rest);
        }
        boolean repeated = next.equals(token) || next.equals(milestone);
        return repeated ? new Broken(REPEATED) : new Next(rest);
    }

    private @Nullable Long knownTotal(PageEnvelope answer) {
        return served == 0 ? answer.totalCount() : total;
    }

    private static End endAtTotal() {
        return new End(false, "all rows of total_count came", 0, null);
    }

    /** The end of a chain of which no more is wanted. */
    public End endAtMaximum(@Nullable Chain rest) {
        return new End(true, "the maximum of " + Amounts.rows(plan.max()) + " came", 0, rest);
    }

    private Chain next(long emitted, long all, @Nullable Long known, SearchAfterToken next) {
        boolean isPowerOfTwo = Integer.bitCount(page) == 1;
        SearchAfterToken mark = isPowerOfTwo || milestone == null ? next : milestone;
        return new Chain(plan, after, query, limit, page + 1, emitted, all, known, next, mark);
    }

    /** An empty page may be filled another time, where the total promises more: so that place stays open. */
    private End ended(String reason, long all, @Nullable Long known) {
        long missing = missing(all, known);
        if (missing > 0) {
            boolean isOpen = all == served && token != null;
            return new End(
                    false,
                    reason + ", " + Amounts.rows(missing) + " short of total_count",
                    missing,
                    isOpen ? this : null);
        }
        boolean isExact = known != null && known - offset() == all;
        return isExact ? endAtTotal() : new End(false, reason, 0, null);
    }

    /** Whether the total promises more rows than have come with this page and before it, without those that don't count. */
    public boolean hasMore(PageEnvelope answer, int rows, long uncounted) {
        return missing(served + rows - uncounted, knownTotal(answer)) > 0;
    }

    private long missing(long all, @Nullable Long known) {
        return known == null ? 0 : Math.max(0, known - offset() - all);
    }

    private int offset() {
        return query.offset() == null ? 0 : query.offset();
    }

    private static long count(PageEnvelope answer, int rows) {
        long elements = rows + answer.nulls(); // A page with a hole is a full one.
        return answer.itemsCount() == null ? elements : Math.max(elements, answer.itemsCount());
    }

    /**
     * This place as a checkpoint.
     *
     * @param emitted of the page to request next
     * @param last the last row emitted, in the stable order
     * @param unsure whether repeats or lost rows may be unseen
     * @param ended why nothing is left; null where something is
     */
    public CheckpointContent checkpoint(
            PageRows emitted, @Nullable LastKey last, Counts counts, boolean unsure, @Nullable String ended) {
        List<Long> ofThisPage = isByKey() || ended != null ? List.of() : emitted.hashes();
        PageContent next = new PageContent(page, ended == null ? token : null, served, ofThisPage);
        return CheckpointContent.ofChain(
                plan.identity(limit),
                new ChainPlace(after, next, total, last, unsure),
                received + emitted.size(),
                counts,
                Ending.of(ended));
    }
}
