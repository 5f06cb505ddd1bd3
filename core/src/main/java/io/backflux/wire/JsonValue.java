package io.backflux.wire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A part of a small answer, and its path. What is missing below it is null, as is what is null; what is of another type than is
 * asked for is {@link Unexpected}.
 *
 * @param value a map, a list, a text, a number or a boolean
 */
record JsonValue(@Nullable Object value, String path) {

    /** All that the parser has before it, as one value. */
    static JsonValue readWhole(JsonParser parser) {
        if (parser.nextToken() == null) {
            throw new UnreadableAnswer(UnreadableAnswer.Reason.MALFORMED, UnreadableAnswer.CUT, "$", 0);
        }
        JsonValue whole = new JsonValue(read(parser), "$");
        if (parser.nextToken() != null) {
            throw new Unexpected("something follows the end of the answer", "$");
        }
        return whole;
    }

    private static @Nullable Object read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Numbers.decimal(parser);
            case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> readObject(JsonParser parser) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            fields.put(name, read(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> readArray(JsonParser parser) {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(parser));
        }
        return items;
    }

    boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    JsonValue at(String first, String... further) {
        JsonValue below = field(first);
        for (String name : further) {
            below = below.field(name);
        }
        return below;
    }

    private JsonValue field(String name) {
        String place = path + "." + name;
        if (value == null) {
            return new JsonValue(null, place);
        }
        if (value instanceof Map<?, ?> fields) {
            return new JsonValue(fields.get(name), place);
        }
        throw unexpected("an object");
    }

    List<JsonValue> items() {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw unexpected("an array");
        }
        List<JsonValue> items = new ArrayList<>();
        for (Object item : list) {
            items.add(new JsonValue(item, path + "[" + items.size() + "]"));
        }
        return items;
    }

    JsonValue first() {
        List<JsonValue> items = items();
        return items.isEmpty() ? new JsonValue(null, path + "[0]") : items.get(0);
    }

    @Nullable String text() {
        return value instanceof String text ? text : null;
    }

    @Nullable BigDecimal number() {
        if (value == null || value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        throw unexpected("a number");
    }

    @Nullable Integer integer() {
        BigDecimal number = number();
        try {
            return number == null ? null : number.intValueExact();
        } catch (ArithmeticException fraction) {
            throw unexpected("an integer");
        }
    }

    private Unexpected unexpected(String wanted) {
        return new Unexpected("this must be " + wanted, path);
    }

    /** JSON, but not of the API's shape. */
    static final class Unexpected extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String path;

        Unexpected(String what, String path) {
            super(what);
            this.path = path;
        }

        String path() {
            return path;
        }
    }
}
