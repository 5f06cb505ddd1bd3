package io.backflux.wire;

import io.backflux.ParseLimits;
import tools.jackson.core.json.JsonFactory;

/** How answers are read: made once, for many {@linkplain #newReader() readers}. Safe for use by any thread. */
public final class PageFormat {

    private final ParseLimits limits;
    private final JsonFactory envelopeJson;
    private final JsonFactory rowJson;

    public PageFormat(ParseLimits limits) {
        this.limits = limits;
        this.envelopeJson = JsonFormat.within(limits, 0);
        this.rowJson = JsonFormat.within(limits, JsonFormat.LEVELS_ABOVE_ROWS);
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
        return new PageReader(limits, mostRows, envelopeJson, rowJson);
    }
}
