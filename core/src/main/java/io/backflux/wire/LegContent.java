package io.backflux.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one leg of a parallel harvest stands.
 *
 * @param parent the place in the list of the leg that it was cut off from; -1 for none
 * @param single whether it is one page, at an offset
 * @param again whether it looks once more at what others have brought
 * @param descending whether it goes backwards
 * @param offset rows left out at the start
 * @param limit rows a page
 * @param from the first second that it asks for; null for all before {@code to}
 * @param to the second after the last that it asks for; null for no end
 * @param stop the second after the last that is its own; what comes behind is another leg's
 * @param page the page to ask for
 * @param token the key to it; null for a first page
 * @param served rows that came so far
 * @param received rows emitted, those of {@code handedOn} too
 * @param before rows of it before the first that is asked for by now
 * @param outside rows that came though they were not asked for
 * @param repeated rows that had come before in the same second
 * @param total {@code total_count} of its first page
 * @param totalNow {@code total_count} of its last page
 * @param first the second of its first row
 * @param newest the second of its last row
 * @param firstRows identities of a single page's rows of the second {@code first}
 * @param newestRows identities of its rows of the second {@code newest}
 * @param rowsWithoutTime identities of a single page's rows without {@code first_seen}
 * @param handedOn identities of the rows emitted of the page to ask for
 * @param expected identities of rows emitted before that come again, because it resumed without a token
 * @param firstRow identity of the first row that a single page's answer began with, emitted or not; null where it is not known,
 *     or where another row of it is alike
 * @param lastRow the same of the last one
 * @param last whether nothing follows a single page
 * @param unsure whether repeats among its rows may be unseen
 * @param ended whether nothing of it is left
 */
public record LegContent(
        int parent,
        boolean single,
        boolean again,
        boolean descending,
        int offset,
        int limit,
        @Nullable Instant from,
        @Nullable Instant to,
        Instant stop,
        int page,
        @Nullable SearchAfterToken token,
        long served,
        long received,
        long before,
        long outside,
        long repeated,
        @Nullable Long total,
        @Nullable Long totalNow,
        @Nullable Instant first,
        @Nullable Instant newest,
        List<Long> firstRows,
        List<Long> newestRows,
        List<Long> rowsWithoutTime,
        List<Long> handedOn,
        List<Long> expected,
        @Nullable Long firstRow,
        @Nullable Long lastRow,
        boolean last,
        boolean unsure,
        boolean ended) {

    public LegContent {
        firstRows = List.copyOf(firstRows);
        newestRows = List.copyOf(newestRows);
        rowsWithoutTime = List.copyOf(rowsWithoutTime);
        handedOn = List.copyOf(handedOn);
        expected = List.copyOf(expected);
    }
}
