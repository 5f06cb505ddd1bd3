package io.backflux.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** JSON to compare: numbers to the digit, names in any order, and of a name that comes twice the last value. */
final class ExactJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .build();

    private static final JsonFactory WITHOUT_TWINS = FACTORY.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private record Other(JsonToken kind, String text) {}

    private ExactJson() {}

    static Object of(byte[] json) {
        return of(json, FACTORY);
    }

    static Object of(String json) {
        return of(Answers.utf8(json));
    }

    /** Null where a name comes twice in an object, or a text is not clean UTF-8. */
    static @Nullable Object ofUnambiguous(byte[] json) {
        try {
            return of(json, WITHOUT_TWINS);
        } catch (StreamReadException ambiguous) {
            return null;
        }
    }

    private static Object of(byte[] json, JsonFactory factory) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            return value(parser.nextToken(), parser);
        }
    }

    /** Fails unless it is one JSON value; the texts in it are not looked at. */
    static void check(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more than one value");
            }
        }
    }

    private static Object value(JsonToken token, JsonParser parser) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> new Other(token, parser.getString().equals("-0") ? "0" : parser.getString());
            default -> new Other(token, parser.getString());
        };
    }

    private static Map<String, Object> object(JsonParser parser) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            values.put(name, value(parser.nextToken(), parser));
        }
        return values;
    }

    private static List<Object> array(JsonParser parser) {
        List<Object> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(token, parser));
        }
        return values;
    }
}
