package io.backflux.simulator;

import java.net.URI;
import java.util.Locale;

/**
 * All rows of one target: first {@code rows} live ones, then a tenth as many lost ones, then a hundredth as many (at
 * least one) that come from the target's own subdomains. A row is a pure function of the seed, the target and its index.
 */
final class DataSet {
    private final String target;
    private final boolean page;
    private final String site;
    private final int rows;
    private final long base;
    private final RankOrder order;

    DataSet(long seed, String target, int rows) {
        this.target = target;
        this.page = target.contains("://");
        this.site = page ? host(target) : target;
        this.rows = rows;
        this.base = Mix.of(seed, target);
        this.order = new RankOrder(base);
    }

    private static String host(String url) {
        String host = URI.create(url).getHost();
        return host == null ? "unknown.example" : host.toLowerCase(Locale.ROOT);
    }

    String target() {
        return target;
    }

    /** Whether the target is one page, so that every row points to it. */
    boolean isPage() {
        return page;
    }

    /** The target's host. */
    String site() {
        return site;
    }

    int live() {
        return rows;
    }

    /** Where the lost rows end and the internal ones begin. */
    int lostEnd() {
        return rows + rows / 10;
    }

    int end() {
        return lostEnd() + (rows == 0 ? 0 : Math.max(1, rows / 100));
    }

    boolean isLost(int index) {
        return index >= rows && index < lostEnd();
    }

    boolean isInternal(int index) {
        return index >= lostEnd();
    }

    long hash(int index) {
        return Mix.of(base, index);
    }

    long lastSeen(int index) {
        return order.lastSeen(index);
    }

    Row row(int index) {
        return new Row(this, index, RankScale.ONE_THOUSAND);
    }

    Row row(int index, RankScale scale) {
        return new Row(this, index, scale);
    }
}
