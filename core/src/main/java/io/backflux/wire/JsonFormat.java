package io.backflux.wire;

import io.backflux.ParseLimits;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Jackson, set up for the API. */
final class JsonFormat {

    /** An answer's {@code items} are the sixth level: root, tasks, task, result, result's object, items. */
    static final int LEVELS_ABOVE_ROWS = 5;

    static final JsonFactory DEFAULT = within(ParseLimits.DEFAULT, 0);

    /** Writes all but ASCII escaped: half a surrogate pair can't be written to a file as it is. */
    static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Reads again what was read within limits before, whatever they were. */
    static final JsonFactory READ_BEFORE = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** A checkpoint within a page has 11 characters for each row emitted, and a page may be as large as an answer. */
    static final JsonFactory CHECKPOINT = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(32 << 20)
                    .build())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private JsonFormat() {}

    static ObjectWriteContext escapedBy(TextEscapes escapes) {
        return new ObjectWriteContext.Base() {
            @Override
            public CharacterEscapes getCharacterEscapes() {
                return escapes;
            }
        };
    }

    /** How long the byte order mark is that an answer may begin with. */
    static int byteOrderMark(byte[] bytes, int from, int to) {
        boolean marked = to - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    static JsonFactory within(ParseLimits limits, int levelsAbove) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(Math.max(1, limits.maxDepth() - levelsAbove))
                .maxNameLength(limits.maxNameLength())
                .maxStringLength(limits.maxStringLength())
                .maxNumberLength(limits.maxNumberLength())
                .build();
        // The API writes UTF-8. Other encodings, once detected, would be read by a parser that counts no bytes.
        // A text may end in half a surrogate pair, cut there by the server. Combined into UTF-8 it would be refused.
        return JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .disable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .rootValueSeparator("")
                .build();
    }
}
