package io.backflux;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads filters in the API's own form, token by token. */
final class FilterParser {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;

    FilterParser(String text) {
        Objects.requireNonNull(text, "json");
        this.json = JSON.createParser(ObjectReadContext.empty(), text);
    }

    Filter parse() {
        try (json) {
            expect(json.nextToken() == JsonToken.START_ARRAY, "be a list");
            Filter filter = filter(1);
            expect(json.nextToken() == null, "end after its list");
            return filter;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("filter must be JSON: " + complaint(e) + place(where(e)), e);
        }
    }

    /** A list's first item tells what it is: a name begins a condition, a list begins a combination. */
    private Filter filter(int level) {
        JsonToken first = json.nextToken();
        if (first == JsonToken.VALUE_STRING) {
            return condition();
        }
        expect(first == JsonToken.START_ARRAY, "begin with a field's name or with a condition");
        expect(level <= FilterCombination.MOST_LEVELS, "not nest deeper than 32 lists");
        return combination(level);
    }

    private Filter combination(int level) {
        List<Filter> parts = new ArrayList<>();
        List<FilterCombination.Joiner> joiners = new ArrayList<>();
        parts.add(filter(level + 1));
        while (json.nextToken() != JsonToken.END_ARRAY) {
            joiners.add(joiner());
            expect(json.nextToken() == JsonToken.START_ARRAY, "have a condition after each \"and\" or \"or\"");
            parts.add(filter(level + 1));
        }
        return parts.size() == 1 ? parts.get(0) : new FilterCombination(parts, joiners);
    }

    private FilterCombination.Joiner joiner() {
        String word = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : "";
        for (FilterCombination.Joiner joiner : FilterCombination.Joiner.values()) {
            if (joiner.apiName().equals(word)) {
                return joiner;
            }
        }
        throw refusal("have \"and\" or \"or\" between conditions");
    }

    private Filter condition() {
        String field = json.getString();
        expect(json.nextToken() == JsonToken.VALUE_STRING, "have an operator after the field");
        String operator = json.getString();
        expect(json.nextToken() != JsonToken.END_ARRAY, "have a value after the operator");
        Object value = value();
        expect(json.nextToken() == JsonToken.END_ARRAY, "end a condition after its value");
        try {
            return new FilterCondition(field, operator, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + place(json.currentTokenLocation()), e);
        }
    }

    private @Nullable Object value() {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case START_ARRAY -> values();
            default -> scalar();
        };
    }

    private List<Object> values() {
        List<Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(scalar());
        }
        return values;
    }

    private Object scalar() {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            default ->
                throw refusal("have text, true, false, a number, null or a flat list of these without null as a value");
        };
    }

    private void expect(boolean met, String rule) {
        if (!met) {
            throw refusal(rule);
        }
    }

    private IllegalArgumentException refusal(String rule) {
        return new IllegalArgumentException(
                "filter must " + rule + ", was " + seen(json.currentToken()) + place(here()));
    }

    private String seen(@Nullable JsonToken token) {
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            case END_ARRAY -> "the list's end";
            default -> QueryChecks.cut(json.getString());
        };
    }

    /** Where the current token begins; where the text ends if there is none. */
    private TokenStreamLocation here() {
        return json.hasCurrentToken() ? json.currentTokenLocation() : json.currentLocation();
    }

    /** The parser's own words, without where it read from. */
    private static String complaint(JacksonException e) {
        String words = e.getOriginalMessage();
        if (words.startsWith("Unexpected end-of-input")) {
            return "it ends too early";
        }
        int source = words.indexOf(" (start marker at");
        return source < 0 ? words : words.substring(0, source);
    }

    /** A number or text over the parser's limits is refused without a location. */
    private TokenStreamLocation where(JacksonException e) {
        return e.getLocation() == null ? json.currentLocation() : e.getLocation();
    }

    private String place(TokenStreamLocation location) {
        return " at path " + path(json.streamReadContext()) + ", character " + location.getCharOffset();
    }

    private static String path(TokenStreamContext context) {
        String parent = context.inRoot() ? "$" : path(context.getParent());
        return context.inArray() && context.hasCurrentIndex() ? parent + '[' + context.getCurrentIndex() + ']' : parent;
    }
}
