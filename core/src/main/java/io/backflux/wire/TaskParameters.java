package io.backflux.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * What a task asks for: read from a request's body, or from the {@code data} in which an answer repeats it. A value is a
 * {@code String}, a {@code BigDecimal}, a {@code Boolean}, a {@code List} or a {@code Map} of these. What is null, or too
 * much for a request, is left out. The token among them is a secret, so nothing of it is printed.
 */
public final class TaskParameters {

    private static final int MOST_VALUES = 1000;
    private static final int MOST_LEVELS = 40;

    private final Map<String, Object> values = new HashMap<>();
    private int read;
    private boolean whole = true;

    private TaskParameters() {}

    /** Those of a request as {@link RequestEncoder} writes it. */
    public static TaskParameters of(byte[] request) {
        try (JsonParser json = JsonFormat.READ_BEFORE.createParser(ObjectReadContext.empty(), request)) {
            json.nextToken();
            json.nextToken();
            return of(json);
        }
    }

    /** Those of the object that the parser stands on; it is left on the object's end. */
    static TaskParameters of(JsonParser json) {
        TaskParameters parameters = new TaskParameters();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            parameters.read(name, json);
        }
        return parameters;
    }

    private void read(String name, JsonParser json) {
        whole = true;
        Object value = value(json, 1);
        if (value != null && whole) {
            values.put(name, value);
        }
    }

    private @Nullable Object value(JsonParser json, int level) {
        if (++read > MOST_VALUES || level > MOST_LEVELS) {
            whole = false;
            json.skipChildren();
            return null;
        }
        return switch (json.currentToken()) {
            case START_ARRAY -> list(json, level);
            case START_OBJECT -> object(json, level);
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Numbers.decimal(json);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private List<@Nullable Object> list(JsonParser json, int level) {
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(json, level + 1);
            if (whole) {
                list.add(value);
            }
        }
        return list;
    }

    private Map<String, @Nullable Object> object(JsonParser json, int level) {
        Map<String, @Nullable Object> object = new HashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            Object value = value(json, level + 1);
            if (whole) {
                object.put(name, value);
            }
        }
        return object;
    }

    /** The parameter's value; null where there is none. */
    public @Nullable Object value(String name) {
        return values.get(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TaskParameters that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.size() + " parameters";
    }
}
