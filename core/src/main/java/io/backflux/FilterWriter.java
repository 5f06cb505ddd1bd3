package io.backflux;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Filters in the API's own form, as short as JSON can be. */
final class FilterWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private FilterWriter() {}

    static String write(Filter filter) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(filter, json);
        }
        return text.toString();
    }

    private static void write(Filter filter, JsonGenerator json) {
        json.writeStartArray();
        if (filter instanceof FilterCombination list) {
            parts(list, json);
        } else if (filter instanceof FilterCondition condition) {
            json.writeString(condition.field());
            json.writeString(condition.operator());
            value(condition.value(), json);
        }
        json.writeEndArray();
    }

    private static void parts(FilterCombination list, JsonGenerator json) {
        write(list.parts().get(0), json);
        for (int i = 1; i < list.parts().size(); i++) {
            json.writeString(list.joiners().get(i - 1).apiName());
            write(list.parts().get(i), json);
        }
    }

    private static void value(@Nullable Object value, JsonGenerator json) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof List<?> values) {
            json.writeStartArray();
            values.forEach(one -> value(one, json));
            json.writeEndArray();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else {
            json.writeNumber((BigDecimal) value);
        }
    }
}
