package io.backflux.wire;

import io.backflux.ParseLimits;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Jackson, set up for the API. */
final class JsonFormat {

    /** An answer's {@code items} are the sixth level: root, tasks, task, result, result's object, items. */
    static final int LEVELS_ABOVE_ROWS = 5;

    static final JsonFactory DEFAULT = within(ParseLimits.DEFAULT, 0);

    private JsonFormat() {}

    static JsonFactory within(ParseLimits limits, int levelsAbove) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(Math.max(1, limits.maxDepth() - levelsAbove))
                .maxNameLength(limits.maxNameLength())
                .maxStringLength(limits.maxStringLength())
                .maxNumberLength(limits.maxNumberLength())
                .build();
        // A text may end in half a surrogate pair, cut there by the server. Combined into UTF-8 it would be refused.
        return JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .rootValueSeparator("")
                .build();
    }
}
