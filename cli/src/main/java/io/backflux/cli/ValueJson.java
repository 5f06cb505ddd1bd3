package io.backflux.cli;

import io.backflux.ColumnType;
import io.backflux.ColumnType.ListOf;
import io.backflux.ColumnType.Part;
import io.backflux.ColumnType.Struct;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Lists and structs as JSON, for formats whose values are texts. */
final class ValueJson {

    private static final JsonFactory JSON = new JsonFactory();

    private ValueJson() {}

    static String of(ColumnType type, Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, type, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, ColumnType type, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (type instanceof ListOf list) {
            json.writeStartArray();
            for (Object element : (List<?>) value) {
                write(json, list.element(), element);
            }
            json.writeEndArray();
        } else if (type instanceof Struct struct) {
            json.writeStartObject();
            for (Part part : struct.parts()) {
                json.writeName(part.name());
                write(json, part.type(), part.value().apply(value));
            }
            json.writeEndObject();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(value.toString());
        }
    }

    /** @param members their names, and their values as JSON */
    static String object(Map<String, String> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.forEach((name, value) -> {
                json.writeName(name);
                json.writeRawValue(value);
            });
            json.writeEndObject();
        }
        return text.toString();
    }
}
