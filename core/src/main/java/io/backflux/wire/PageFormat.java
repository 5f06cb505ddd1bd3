package io.backflux.wire;

import io.backflux.BacklinkColumn;
import io.backflux.ParseLimits;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/** How answers are read: made once, for many {@linkplain #newReader() readers}. Safe for use by any thread. */
public final class PageFormat {

    private final ParseLimits limits;
    private final JsonFactory envelopeJson;
    private final JsonFactory rowJson;
    private final Supplier<Inflater> inflaters;
    private final Selection selection;

    public PageFormat(ParseLimits limits) {
        this(limits, () -> new Inflater(true));
    }

    /**
     * @param inflaters for answers that are packed; without a header of their own, and each ended by its reader
     */
    PageFormat(ParseLimits limits, Supplier<Inflater> inflaters) {
        this.limits = limits;
        this.inflaters = inflaters;
        this.envelopeJson = JsonFormat.within(limits, 0);
        this.rowJson = JsonFormat.within(limits, JsonFormat.LEVELS_ABOVE_ROWS);
        this.selection = Selection.WHOLE;
    }

    private PageFormat(PageFormat whole, Selection selection) {
        this.limits = whole.limits;
        this.inflaters = whole.inflaters;
        this.envelopeJson = whole.envelopeJson;
        this.rowJson = whole.rowJson;
        this.selection = selection;
    }

    /**
     * The same, reading no more of each row than these columns, and what tells rows apart.
     *
     * @param columns null for whole rows
     */
    public PageFormat selecting(@Nullable Set<BacklinkColumn> columns) {
        return columns == null ? this : new PageFormat(this, Selection.of(columns));
    }

    /** The same within other limits. */
    public PageFormat within(ParseLimits other) {
        return new PageFormat(other, inflaters);
    }

    /** The same with other inflaters. */
    public PageFormat unpackedBy(Supplier<Inflater> others) {
        return new PageFormat(limits, others);
    }

    public ParseLimits limits() {
        return limits;
    }

    /** A reader for one answer of any number of rows. */
    public PageReader newReader() {
        return newReader(Integer.MAX_VALUE);
    }

    /** A reader for one answer of so many rows at most; what has more is too large. */
    public PageReader newReader(int mostRows) {
        return new PageReader(limits, mostRows, envelopeJson, rowJson, inflaters, selection);
    }
}
