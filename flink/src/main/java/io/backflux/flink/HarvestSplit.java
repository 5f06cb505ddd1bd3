package io.backflux.flink;

import io.backflux.BacklinksQuery;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.connector.source.SourceSplit;
import org.jspecify.annotations.Nullable;

/**
 * A target, or a range of a large one, and how far it has been read. <b>It holds the API's token, and so the account's id:</b> where
 * Flink keeps its checkpoints is a place for secrets.
 */
public final class HarvestSplit implements SourceSplit {

    /**
     * How far it has been read.
     *
     * @param checkpoint before the open page; null where that is the first
     * @param emitted rows emitted in all
     * @param ofOpenPage which rows of the open page are among them, by {@link RowKeys}
     */
    record Position(@Nullable String checkpoint, long emitted, List<Long> ofOpenPage) {

        static final Position BEGINNING = new Position(null, 0, List.of());

        Position {
            ofOpenPage = List.copyOf(ofOpenPage);
        }

        boolean isBeginning() {
            return checkpoint == null && emitted == 0;
        }

        /** Without the token. */
        @Override
        public String toString() {
            return emitted + " rows";
        }
    }

    private final SplitName name;
    private final BacklinksQuery query;
    private final Range range;
    private final Position position;
    private final boolean asksFirst;
    private final @Nullable SplitReport report;

    HarvestSplit(
            SplitName name,
            BacklinksQuery query,
            Range range,
            Position position,
            boolean asksFirst,
            @Nullable SplitReport report) {
        this.name = name;
        this.query = query;
        this.range = range;
        this.position = position;
        this.asksFirst = asksFirst;
        this.report = report;
    }

    static HarvestSplit of(SplitName name, BacklinksQuery query, Range range) {
        return new HarvestSplit(name, query, range, Position.BEGINNING, false, null);
    }

    @Override
    public String splitId() {
        return name.toString();
    }

    SplitName name() {
        return name;
    }

    /** The target's, without the range. */
    BacklinksQuery query() {
        return query;
    }

    Range range() {
        return range;
    }

    Position position() {
        return position;
    }

    /** Whether a reader has to ask before it begins, because the target may have been cut into ranges meanwhile. */
    boolean asksFirst() {
        return asksFirst;
    }

    /** How it ended; null while it is read. Kept until the enumerator has it. */
    @Nullable SplitReport report() {
        return report;
    }

    HarvestSplit askingFirst() {
        return new HarvestSplit(name, query, range, position, true, report);
    }

    HarvestSplit at(Position elsewhere) {
        boolean mayBeCut = range.isAll() && elsewhere.isBeginning();
        return new HarvestSplit(name, query, range, elsewhere, mayBeCut, null);
    }

    HarvestSplit ended(SplitReport how) {
        return new HarvestSplit(name, query, range, Position.BEGINNING, false, how);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HarvestSplit that
                && name.equals(that.name)
                && query.equals(that.query)
                && range.equals(that.range)
                && position.equals(that.position)
                && asksFirst == that.asksFirst
                && Objects.equals(report, that.report);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, query, range, position, asksFirst, report);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "HarvestSplit[" + name + ", target=" + query.target() + ", range=" + range + ", " + position + "]";
    }
}
