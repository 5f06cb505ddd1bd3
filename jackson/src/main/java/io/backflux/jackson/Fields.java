package io.backflux.jackson;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;

/** The fields of a value that has no JSON of its own. */
final class Fields {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss '+00:00'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** Reads a field's value, or leaves it. */
    interface Field {
        void read(String name);
    }

    private Fields() {}

    static void expectObject(JsonParser json, DeserializationContext context, Class<?> type) {
        if (!json.isExpectedStartObjectToken()) {
            context.reportInputMismatch(
                    type, "%s must be an object, was %s", type.getSimpleName(), json.currentToken());
        }
    }

    /** Each field that is not null. */
    static void each(JsonParser json, DeserializationContext context, Class<?> type, Field field) {
        expectObject(json, context, type);
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                field.read(name);
                json.skipChildren(); // Where it was left.
            }
        }
    }

    static <T> T required(@Nullable T value, String name, DeserializationContext context, Class<?> type) {
        return value == null ? context.reportInputMismatch(type, "%s has no %s", type.getSimpleName(), name) : value;
    }

    static void write(JsonGenerator json, String name, @Nullable Long number) {
        if (number == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, number);
        }
    }

    static void write(JsonGenerator json, String name, @Nullable Enum<?> word) {
        json.writeStringProperty(name, word == null ? null : word.name().toLowerCase(Locale.ROOT));
    }

    static <E extends Enum<E>> E word(JsonParser json, DeserializationContext context, Class<E> type) {
        String word = json.getString();
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
                return value;
            }
        }
        return context.reportInputMismatch(type, "%s has no such value", type.getSimpleName());
    }

    static void write(JsonGenerator json, String name, @Nullable Instant time) {
        json.writeStringProperty(name, time == null ? null : TIME.format(time.atOffset(ZoneOffset.UTC)));
    }

    static Instant time(JsonParser json, DeserializationContext context) {
        try {
            return LocalDateTime.parse(json.getString(), TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException other) {
            return context.reportInputMismatch(Instant.class, "a time must be like 2023-02-10 16:15:27 +00:00");
        }
    }
}
