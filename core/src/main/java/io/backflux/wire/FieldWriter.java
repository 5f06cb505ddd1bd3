package io.backflux.wire;

import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Writes the fields of a stored value; what is null, or an empty list, is left out. */
final class FieldWriter {

    /** Ends the name of a text that strict readers of JSON would refuse, and that must be kept exactly. */
    static final String HALF_PAIRS = "Utf16";

    private final JsonGenerator json;

    private FieldWriter(JsonGenerator json) {
        this.json = json;
    }

    /** One line of JSON, an object with these fields. */
    static String write(Consumer<FieldWriter> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonFormat.CHECKPOINT.createGenerator(ObjectWriteContext.empty(), text)) {
            FieldWriter writer = new FieldWriter(json);
            writer.object(() -> fields.accept(writer));
        }
        return text.toString();
    }

    void number(String name, long value) {
        json.writeNumberProperty(name, value);
    }

    /** Only where it is set. */
    void flag(String name, boolean value) {
        if (value) {
            json.writeNumberProperty(name, 1);
        }
    }

    void hashes(String name, List<Long> hashes) {
        text(name, hashes.isEmpty() ? null : encoded(hashes));
    }

    void hash(String name, @Nullable Long hash) {
        hashes(name, hash == null ? List.of() : List.of(hash));
    }

    void text(String name, @Nullable String value) {
        if (value != null && HalfPairs.in(value)) {
            json.writeStringProperty(name + HALF_PAIRS, HalfPairs.encoded(value));
        } else if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    void number(String name, @Nullable Long value) {
        if (value != null) {
            number(name, value.longValue());
        }
    }

    void time(String name, @Nullable Instant value) {
        text(name, value == null ? null : ApiTime.format(value));
    }

    private static String encoded(List<Long> hashes) {
        ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * Long.BYTES);
        hashes.forEach(bytes::putLong);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** As one object of a list. */
    void object(Runnable fields) {
        json.writeStartObject();
        fields.run();
        json.writeEndObject();
    }

    <T> void list(String name, List<T> values, Consumer<T> value) {
        json.writeArrayPropertyStart(name);
        values.forEach(value);
        json.writeEndArray();
    }
}
