package io.backflux.paging;

import io.backflux.BacklinksQuery;
import io.backflux.paging.Failure.Kind;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.RequestEncoder;
import io.backflux.wire.SearchAfterToken;
import org.jspecify.annotations.Nullable;

/**
 * Where a chain of pages stands: which page to ask for next, and with what. Immutable; {@link #after} says what follows.
 *
 * @param query what is asked
 * @param limit rows a page, the same for the whole chain as the token demands
 * @param max rows wanted in all
 * @param page the page to ask for, 1 for the first
 * @param received rows of the pages before
 * @param total {@code total_count} of the first page
 * @param token the key to this page, null for the first
 * @param milestone the token of an earlier page, the last one whose number was a power of two: a ring of tokens comes by
 *     one of them again
 */
public record Chain(
        BacklinksQuery query,
        int limit,
        long max,
        int page,
        long received,
        @Nullable Long total,
        @Nullable SearchAfterToken token,
        @Nullable SearchAfterToken milestone) {

    /** No maximum. */
    public static final long ALL = Long.MAX_VALUE;

    /** What follows a page. */
    public sealed interface Step {}

    /** Another page is to be asked for. */
    public record Next(Chain chain) implements Step {}

    /**
     * The chain has ended.
     *
     * @param limited whether it ended by the caller's maximum, with rows left
     * @param reason in words
     */
    public record End(boolean limited, String reason) implements Step {}

    /** The chain can't go on. */
    public record Broken(Failure failure) implements Step {}

    /**
     * The chain before its first page.
     *
     * @param max rows wanted in all, {@link #ALL} for no maximum; at least 1
     */
    public static Chain start(BacklinksQuery query, long max) {
        return new Chain(query, PageSize.within(query.limit(), max), max, 1, 0, null, null, null);
    }

    /** The body of the request for this page. */
    public byte[] request() {
        return RequestEncoder.encode(query, limit, token);
    }

    /** How many rows of this page are wanted; the page may hold more. */
    public long wanted() {
        return max - received;
    }

    /**
     * What follows this page. The end is not documented; each of its signs counts, and a page that the total has ruled
     * out is not bought to be sure.
     *
     * @param answer the page's answer, all of it
     * @param rows how many rows it held
     */
    public Step after(PageEnvelope answer, int rows) {
        long all = received + Math.min(rows, wanted());
        Long known = page == 1 ? answer.totalCount() : total;
        if (known != null && all >= known) {
            return new End(false, "all rows of total_count came");
        }
        if (rows == 0) {
            return ended("an empty page", all, known);
        }
        boolean cut = rows > wanted();
        if (answer.token() == null && !cut) {
            return ended("no token for a further page", all, known);
        }
        if (count(answer, rows) < limit && !cut) {
            return ended("a page with fewer rows than asked for", all, known);
        }
        if (all >= max) {
            return endAtMaximum();
        }
        if (repeats(answer.token())) {
            return new Broken(
                    Failure.of(Kind.REPEATED_TOKEN, "the server answered with a token that it was asked with"));
        }
        return new Next(next(all, known, answer.token()));
    }

    /** The end of a chain of which no more is wanted. */
    public End endAtMaximum() {
        return new End(true, "the maximum of " + max + " rows came");
    }

    private Chain next(long all, @Nullable Long known, @Nullable SearchAfterToken next) {
        boolean isPowerOfTwo = Integer.bitCount(page) == 1;
        return new Chain(query, limit, max, page + 1, all, known, next, isPowerOfTwo ? next : milestone);
    }

    private boolean repeats(@Nullable SearchAfterToken next) {
        return next != null && (next.equals(token) || next.equals(milestone));
    }

    private static End ended(String reason, long all, @Nullable Long known) {
        long missing = known == null ? 0 : known - all;
        return new End(false, missing > 0 ? reason + ", " + missing + " rows short of total_count" : reason);
    }

    private static long count(PageEnvelope answer, int rows) {
        return answer.itemsCount() == null ? rows : Math.max(rows, answer.itemsCount());
    }
}
