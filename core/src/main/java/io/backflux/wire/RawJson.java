package io.backflux.wire;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON values kept as compact text: no white space, numbers to the digit, and all but ASCII escaped, because a text may end
 * in half a surrogate pair, which can't be written as it is.
 */
final class RawJson {

    private final JsonFactory json;

    RawJson(JsonFactory json) {
        this.json = json;
    }

    /** The value that the parser stands on; it is left on the value's last token. */
    String of(JsonParser parser) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JsonFormat.ASCII.createGenerator(ObjectWriteContext.empty(), text)) {
            int depth = 0;
            do {
                depth += copy(parser, out);
            } while (depth > 0 && parser.nextToken() != null);
        }
        return text.toString();
    }

    /** The value that stands in these bytes. */
    String of(byte[] bytes, int from, int to) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            parser.nextToken();
            return of(parser);
        }
    }

    private static int copy(JsonParser parser, JsonGenerator out) {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT -> out.writeStartObject();
            case START_ARRAY -> out.writeStartArray();
            case END_OBJECT -> out.writeEndObject();
            case END_ARRAY -> out.writeEndArray();
            case PROPERTY_NAME -> out.writeName(parser.currentName());
            case VALUE_STRING -> out.writeString(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getString());
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            default -> out.writeNull();
        }
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
}
