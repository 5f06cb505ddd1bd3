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
 * in half a surrogate pair, which can't be kept otherwise.
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
            copyWhole(parser, out, new TextEscapes(true));
        }
        return text.toString();
    }

    /** Whether it can stand in a line as it is: ASCII without line ends, and no half of a surrogate pair. */
    static boolean isPlain(String json) {
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < ' ' || c > '~' || (c == 'u' && json.regionMatches(true, i - 1, "\\ud", 0, 3))) {
                return false;
            }
        }
        return true;
    }

    /** Writes a value that was kept as text once more, its texts escaped anew. */
    static void write(String json, JsonGenerator out, TextEscapes escapes) {
        try (JsonParser parser = JsonFormat.READ_BEFORE.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            copyWhole(parser, out, escapes);
        }
    }

    private static void copyWhole(JsonParser parser, JsonGenerator out, TextEscapes escapes) {
        int depth = 0;
        do {
            depth += copy(parser, out, escapes);
        } while (depth > 0 && parser.nextToken() != null);
    }

    /** The value that stands in these bytes. */
    String of(byte[] bytes, int from, int to) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            parser.nextToken();
            return of(parser);
        }
    }

    private static int copy(JsonParser parser, JsonGenerator out, TextEscapes escapes) {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT -> out.writeStartObject();
            case START_ARRAY -> out.writeStartArray();
            case END_OBJECT -> out.writeEndObject();
            case END_ARRAY -> out.writeEndArray();
            case PROPERTY_NAME -> out.writeName(escapes.next(parser.currentName()));
            case VALUE_STRING -> out.writeString(escapes.next(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getString());
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            default -> out.writeNull();
        }
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
}
