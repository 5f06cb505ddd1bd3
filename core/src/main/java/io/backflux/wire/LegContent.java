package io.backflux.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one leg of a parallel harvest stands.
 *
 * @param parent the place in the list of the leg that it was cut off from; -1 for none
 * @param pages where pages at offsets begin and end; null where it is the first block's, and one page
 * @param again what comes again, and is left out
 * @param ended whether nothing of it is left
 */
public record LegContent(
        int parent,
        Asked asked,
        PageContent page,
        Totals totals,
        Rows rows,
        Again again,
        Ends ends,
        @Nullable Pages pages,
        boolean ended) {

    /** Rows of the pages before the one at hand. */
    public long receivedBeforePage() {
        return totals.received() - page.emitted().size();
    }

    /**
     * What a leg asks for.
     *
     * @param single whether it is one page, at an offset
     * @param again whether it looks once more at what others have brought
     * @param descending whether it goes backwards
     * @param offset rows left out at the start
     * @param limit rows a page
     * @param from the first second that it asks for; null for all before {@code to}
     * @param to the second after the last that it asks for; null for no end
     * @param stop the second after the last that is its own; what comes behind is another leg's
     */
    public record Asked(
            boolean single,
            boolean again,
            boolean descending,
            int offset,
            int limit,
            @Nullable Instant from,
            @Nullable Instant to,
            Instant stop) {}

    /**
     * What a leg has counted.
     *
     * @param received rows emitted, those of the page at hand too
     * @param before rows of it before the first that is asked for by now
     * @param outside rows that came though they were not asked for
     * @param later rows left out as found after the harvest had begun
     * @param repeated rows that had come before in the same second
     * @param first {@code total_count} of its first page
     * @param now {@code total_count} of its last page
     */
    public record Totals(
            long received,
            long before,
            long outside,
            long later,
            long repeated,
            @Nullable Long first,
            @Nullable Long now) {}

    /**
     * What a leg keeps of the rows that it has emitted.
     *
     * @param first the second of its first row
     * @param newest the second of its last row
     * @param firstRows identities of a single page's rows of the second {@code first}
     * @param newestRows identities of its rows of the second {@code newest}
     * @param withoutTime identities of a single page's rows without {@code first_seen}
     * @param unsure whether repeats among its rows may be unseen
     */
    public record Rows(
            @Nullable Instant first,
            @Nullable Instant newest,
            List<Long> firstRows,
            List<Long> newestRows,
            List<Long> withoutTime,
            boolean unsure) {

        public Rows {
            firstRows = List.copyOf(firstRows);
            newestRows = List.copyOf(newestRows);
            withoutTime = List.copyOf(withoutTime);
        }
    }

    /**
     * What comes again.
     *
     * @param expected identities of its own rows that come again, because it resumed without a token
     * @param left identities of those, and of others' rows, that have come by now
     * @param isRestarted whether it began with another second than it asks for by now
     * @param began that second; null for the beginning
     */
    public record Again(
            List<Long> expected,
            List<Long> left,
            boolean isRestarted,
            @Nullable Instant began) {

        public Again {
            expected = List.copyOf(expected);
            left = List.copyOf(left);
        }
    }

    /**
     * Where a single page's answer began and ended.
     *
     * @param firstRow identity of its first row, emitted or not; null where it is not known, or where another row of it is alike
     * @param lastRow the same of its last one
     * @param last whether nothing follows it
     */
    public record Ends(@Nullable Long firstRow, @Nullable Long lastRow, boolean last) {}

    /**
     * Where pages at offsets begin and end.
     *
     * @param before rows before the first that its block asks for
     * @param through the last of several pages; null where it is one
     */
    public record Pages(long before, @Nullable Through through) {}

    /**
     * The last of several pages at offsets that follow each other.
     *
     * @param before rows before the first that its block asks for
     * @param from the first second that its block asks for; null for all before {@code to}
     * @param to the second after the last that its block asks for; null for no end
     * @param total {@code total_count}
     * @param moved whether pages of one block spoke of different totals
     */
    public record Through(
            long before,
            @Nullable Instant from,
            @Nullable Instant to,
            int offset,
            int limit,
            @Nullable Long total,
            boolean moved) {}
}
