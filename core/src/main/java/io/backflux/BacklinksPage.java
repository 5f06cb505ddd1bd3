package io.backflux;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One whole page of a harvest.
 *
 * @param number 1 for the first page of the harvest
 * @param items the page's rows in the server's order, immutable; cut at the harvest's maximum where there is one
 * @param totalCount how many rows the query has in all, in the server's words with this page; null where it did not say
 * @param cost what the answer cost in USD, in the server's words; null where it did not say
 * @param taskId the vendor's id of the request, to name in a question to their support; null where it did not say
 * @param last whether the harvest ends with this page; a parallel one may still have to ask whether rows are missing, and then
 *     none is marked
 * @param checkpoint where to go on from once this page and those before it are stored
 */
public record BacklinksPage(
        int number,
        List<Backlink> items,
        @Nullable Long totalCount,
        @Nullable BigDecimal cost,
        @Nullable String taskId,
        boolean last,
        Checkpoint checkpoint) {

    public BacklinksPage {
        items = List.copyOf(items);
        Objects.requireNonNull(checkpoint, "checkpoint");
    }

    /** Without the rows and the token. */
    @Override
    public String toString() {
        return "BacklinksPage[number=" + number + ", items=" + items.size() + ", totalCount=" + totalCount + ", cost="
                + cost + ", taskId=" + taskId + ", last=" + last + "]";
    }
}
