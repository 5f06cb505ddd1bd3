package io.backflux.benchmarks.harvest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Prepared pages of one form. Plain chains of any length go round and round; gzip is prepared for one round. */
final class PageRing {

    private final boolean pretty;
    private final List<PageTemplate> pages;
    private final List<ByteBuf> rows;
    private final List<ByteBuf> zipped;

    PageRing(boolean pretty, int pages) throws IOException, InterruptedException {
        this.pretty = pretty;
        this.pages = SimulatedPages.render(pretty, pages);
        this.rows = this.pages.stream().map(page -> direct(page.rows())).toList();
        Site round = round();
        this.zipped = LongStream.rangeClosed(1, pages)
                .parallel()
                .mapToObj(number -> direct(Gzip.compressed(bytes(round, number))))
                .toList();
    }

    private Site round() {
        return new Site((long) pages.size() * Site.PAGE_ROWS, pretty, true);
    }

    /** The body of a page, 1 for the first, to be released by whoever sends it. */
    ByteBuf page(Site site, long number) {
        if (number < 1 || number > site.pages()) {
            throw new IllegalArgumentException("no page " + number + " of " + site.target());
        }
        return site.gzip() ? zipped(site, number) : plain(site, number);
    }

    private ByteBuf zipped(Site site, long number) {
        if (!site.equals(round())) {
            throw new IllegalArgumentException("gzip is prepared for " + round().target() + " alone");
        }
        return zipped.get(place(number)).retainedDuplicate();
    }

    private ByteBuf plain(Site site, long number) {
        PageTemplate page = pages.get(place(number));
        return Unpooled.wrappedBuffer(
                Unpooled.wrappedBuffer(page.head(site)),
                rows.get(place(number)).retainedDuplicate(),
                Unpooled.wrappedBuffer(page.tail(next(site, number))));
    }

    private byte[] bytes(Site site, long number) {
        PageTemplate page = pages.get(place(number));
        return PageTemplate.join(page.head(site), page.rows(), page.tail(next(site, number)));
    }

    private static @Nullable String next(Site site, long number) {
        return number < site.pages() ? PageToken.of(number + 1) : null;
    }

    private int place(long number) {
        return (int) ((number - 1) % pages.size());
    }

    /** Outside the heap, so that sending needs no copy. */
    private static ByteBuf direct(byte[] bytes) {
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }
}
