package io.backflux.wire;

import io.backflux.ParseLimits;
import java.util.function.Supplier;
import java.util.zip.Inflater;
import tools.jackson.core.json.JsonFactory;

/** How answers are read: made once, for many {@linkplain #newReader() readers}. Safe for use by any thread. */
public final class PageFormat {

    private final ParseLimits limits;
    private final JsonFactory envelopeJson;
    private final JsonFactory rowJson;
    private final Supplier<Inflater> inflaters;

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
        return new PageReader(limits, mostRows, envelopeJson, rowJson, inflaters);
    }
}
