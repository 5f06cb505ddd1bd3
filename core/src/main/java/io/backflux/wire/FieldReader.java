package io.backflux.wire;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads the fields of a stored value one by one, and refuses what is not of their kind. */
final class FieldReader {

    private static final int MOST_LEGS = 100_000;

    /** Sums of what answers may say have fewer digits. */
    private static final int LONGEST_AMOUNT = 400;

    private final Map<String, Object> values = new HashMap<>();
    private final List<FieldReader> legs = new ArrayList<>();

    private FieldReader() {}

    static FieldReader of(String json) {
        FieldReader read = new FieldReader();
        try (JsonParser parser = JsonFormat.CHECKPOINT.createParser(ObjectReadContext.empty(), json)) {
            read.whole(parser);
        } catch (JacksonException e) {
            // Its own message quotes the text.
            throw UnreadableCheckpoint.because("it is not JSON");
        }
        return read;
    }

    /** The objects of the list {@code legs}. */
    List<FieldReader> legs() {
        return legs;
    }

    private void whole(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw UnreadableCheckpoint.because("it is not a JSON object");
        }
        object(parser);
        if (parser.nextToken() != null) {
            throw UnreadableCheckpoint.because("something follows it");
        }
    }

    private void object(JsonParser parser) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            Object value = value(parser);
            if (value != null && values.put(name, value) != null) {
                throw UnreadableCheckpoint.because("a field comes twice");
            }
        }
    }

    private @Nullable Object value(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_ARRAY
                && parser.currentName().equals("legs")) {
            return legs(parser);
        }
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        Long number = Numbers.integral(parser);
        if (number == null) {
            parser.skipChildren();
        }
        return number;
    }

    /** How many there are; each is read by itself. */
    private Long legs(JsonParser parser) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            FieldReader leg = new FieldReader();
            leg.object(parser);
            legs.add(leg);
        }
        if (parser.currentToken() != JsonToken.END_ARRAY || legs.size() > MOST_LEGS) {
            throw UnreadableCheckpoint.because("legs is not a list of objects");
        }
        return (long) legs.size();
    }

    boolean isSet(String name) {
        return optionalNumber(name) != null;
    }

    Instant time(String name) {
        Instant time = optionalTime(name);
        if (time == null) {
            throw UnreadableCheckpoint.because(name + " is missing");
        }
        return time;
    }

    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw UnreadableCheckpoint.because(name + " is missing");
        }
        return text;
    }

    @Nullable String optionalText(String name) {
        Object value = values.get(name);
        if (value == null && values.get(name + FieldWriter.HALF_PAIRS) instanceof String encoded) {
            return HalfPairs.decoded(decoded(name, encoded));
        }
        if (value != null && !(value instanceof String)) {
            throw UnreadableCheckpoint.because(name + " is not text");
        }
        return (String) value;
    }

    long number(String name, long least, long most) {
        Long number = optionalNumber(name);
        if (number == null || number < least || number > most) {
            throw UnreadableCheckpoint.because(name + " must be a number from " + least + " to " + most);
        }
        return number;
    }

    @Nullable Long optionalNumber(String name) {
        Object value = values.get(name);
        if (value != null && !(value instanceof Long number && number >= 0)) {
            throw UnreadableCheckpoint.because(name + " is not a number from 0 on");
        }
        return (Long) value;
    }

    BigDecimal money(String name) {
        String text = text(name);
        try {
            BigDecimal amount = text.length() > LONGEST_AMOUNT ? null : new BigDecimal(text);
            if (amount != null && amount.signum() >= 0 && Numbers.isSane(amount)) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw UnreadableCheckpoint.because(name + " is not an amount from 0 on");
    }

    @Nullable Instant optionalTime(String name) {
        String text = optionalText(name);
        if (text == null) {
            return null;
        }
        Instant time = ApiTime.parse(text);
        if (time == null) {
            throw UnreadableCheckpoint.because(name + " is not a time");
        }
        return time;
    }

    List<Long> hashes(String name) {
        String text = optionalText(name);
        if (text == null) {
            return List.of();
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded(name, text));
        if (bytes.remaining() % Long.BYTES != 0) {
            throw UnreadableCheckpoint.because(name + " is cut");
        }
        List<Long> hashes = new ArrayList<>();
        while (bytes.hasRemaining()) {
            hashes.add(bytes.getLong());
        }
        return hashes;
    }

    @Nullable Long hash(String name) {
        List<Long> one = hashes(name);
        return one.isEmpty() ? null : one.get(0);
    }

    private static byte[] decoded(String name, String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw UnreadableCheckpoint.because(name + " is not Base64");
        }
    }
}
