package io.backflux.wire;

import io.backflux.IndirectLink;
import io.backflux.RankedKeywordsInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.SerializedString;

/**
 * Reads the fields that are arrays or objects. What it meets and has no place for it skips and remembers as a
 * {@linkplain #deviated() deviation}, so that the whole value can be kept raw.
 */
final class CompoundParser {

    static final String TOP_3 = "page_from_keywords_count_top_3";
    static final String TOP_10 = "page_from_keywords_count_top_10";
    static final String TOP_100 = "page_from_keywords_count_top_100";

    private static final SerializedString FIRST_OF_KEYWORDS = new SerializedString(TOP_3);
    private static final SerializedString SECOND_OF_KEYWORDS = new SerializedString(TOP_10);
    private static final SerializedString THIRD_OF_KEYWORDS = new SerializedString(TOP_100);

    /** Which of an object's three fields came; a name may come twice in place of another. */
    private static final int FIRST = 1;

    private static final int SECOND = 2;
    private static final int THIRD = 4;
    private static final int ALL = FIRST | SECOND | THIRD;

    private final List<String> texts = new ArrayList<>();
    private final List<IndirectLink> links = new ArrayList<>();
    private boolean deviated;

    boolean deviated() {
        return deviated;
    }

    /** An array of texts, valid until the next is read; null where one of them is no text. */
    @Nullable List<String> texts(JsonParser parser, Function<JsonParser, String> text) {
        deviated = false;
        texts.clear();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_STRING) {
                texts.add(text.apply(parser));
            } else {
                skip(parser);
            }
        }
        return deviated ? null : texts;
    }

    RankedKeywordsInfo keywords(JsonParser parser) {
        deviated = false;
        Long top3 = null;
        Long top10 = null;
        Long top100 = null;
        int came = 0;
        for (String name = nextKeywords(parser, came); name != null; name = nextKeywords(parser, came)) {
            parser.nextToken();
            switch (name) {
                case TOP_3 -> {
                    top3 = count(parser);
                    came |= FIRST;
                }
                case TOP_10 -> {
                    top10 = count(parser);
                    came |= SECOND;
                }
                case TOP_100 -> {
                    top100 = count(parser);
                    came |= THIRD;
                }
                default -> skip(parser);
            }
        }
        deviated |= came != ALL;
        return new RankedKeywordsInfo(top3, top10, top100);
    }

    /** The next name, the expected one first; null at the object's end. */
    private static @Nullable String nextKeywords(JsonParser parser, int came) {
        SerializedString expected = switch (came) {
            case 0 -> FIRST_OF_KEYWORDS;
            case FIRST -> SECOND_OF_KEYWORDS;
            default -> THIRD_OF_KEYWORDS;
        };
        if (parser.nextName(expected)) {
            return expected.getValue();
        }
        return parser.currentToken() == JsonToken.PROPERTY_NAME ? parser.currentName() : null;
    }

    /** The steps of an indirect link; null where one of them is no object. */
    @Nullable List<IndirectLink> path(JsonParser parser) {
        deviated = false;
        links.clear();
        boolean objects = true;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                links.add(link(parser));
            } else {
                skip(parser);
                objects = false;
            }
        }
        return objects ? List.copyOf(links) : null;
    }

    private IndirectLink link(JsonParser parser) {
        String type = null;
        Long status = null;
        String url = null;
        int came = 0;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "type" -> {
                    type = text(parser);
                    came |= FIRST;
                }
                case "status_code" -> {
                    status = count(parser);
                    came |= SECOND;
                }
                case "url" -> {
                    url = text(parser);
                    came |= THIRD;
                }
                default -> skip(parser);
            }
        }
        deviated |= came != ALL;
        return new IndirectLink(type, narrowed(status), url);
    }

    private @Nullable Integer narrowed(@Nullable Long value) {
        if (value != null && value == value.intValue()) {
            return value.intValue();
        }
        deviated |= value != null;
        return null;
    }

    private @Nullable String text(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        skipUnlessNull(parser);
        return null;
    }

    private @Nullable Long count(JsonParser parser) {
        Long value = Numbers.integral(parser);
        if (value == null) {
            skipUnlessNull(parser);
        }
        deviated |= parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT; // It would not be written back as it came.
        return value;
    }

    private void skipUnlessNull(JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            skip(parser);
        }
    }

    /** Decodes the texts that it skips: the bytes are read once more to be kept, and must not prove bad only then. */
    private void skip(JsonParser parser) {
        deviated = true;
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_STRING) {
                parser.getString();
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && parser.nextToken() != null);
    }
}
