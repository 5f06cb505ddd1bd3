package io.backflux.simulator;

import java.net.URI;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All rows of one target: first {@code rows} live ones, then a tenth as many lost ones, then a hundredth as many (at
 * least one) that come from the target's own subdomains, then those found since the start. A row is a pure function of the
 * seed, the target, its index and what has become of it. Immutable: a change makes another data set.
 */
final class DataSet {
    private final String target;
    private final boolean page;
    private final String site;
    private final int rows;
    private final long base;
    private final RankOrder order;
    private final Bursts bursts;
    private final Standings standings;

    DataSet(long seed, String target, int rows) {
        this(seed, target, rows, Bursts.USUAL);
    }

    DataSet(long seed, String target, int rows, Bursts bursts) {
        this.target = target;
        this.page = target.contains("://");
        this.site = page ? host(target) : target;
        this.rows = rows;
        this.base = Mix.of(seed, target);
        this.order = new RankOrder(base);
        this.bursts = bursts;
        this.standings = Standings.NONE;
    }

    private DataSet(DataSet start, Standings standings) {
        this.target = start.target;
        this.page = start.page;
        this.site = start.site;
        this.rows = start.rows;
        this.base = start.base;
        this.order = start.order;
        this.bursts = start.bursts;
        this.standings = standings;
    }

    /** The same rows, changed. */
    DataSet with(Standings changed) {
        return new DataSet(this, changed);
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

    /** How many rows were live at the start. */
    int live() {
        return rows;
    }

    /** Where the lost rows end and the internal ones begin. */
    int lostEnd() {
        return rows + rows / 10;
    }

    /** Where the internal rows end and those found since the start begin. */
    int startEnd() {
        return lostEnd() + (rows == 0 ? 0 : Math.max(1, rows / 100));
    }

    int end() {
        return Math.max(startEnd(), standings.size());
    }

    boolean isLost(int index) {
        Standing standing = standing(index);
        return (index >= rows && index < lostEnd()) || (standing != null && standing.gone());
    }

    boolean isInternal(int index) {
        return index >= lostEnd() && index < startEnd();
    }

    @Nullable Standing standing(int index) {
        return standings.get(index);
    }

    Standings standings() {
        return standings;
    }

    boolean isAtStart() {
        return standings.size() == 0;
    }

    /** The rows of the default query, in no order that matters. */
    IntStream liveIndexes() {
        return IntStream.range(0, end()).filter(index -> !isLost(index) && !isInternal(index));
    }

    Bursts bursts() {
        return bursts;
    }

    /** A number of the target as a whole. */
    int ofTarget(int salt, int bound) {
        return Mix.below(Mix.of(~base, salt), bound);
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
