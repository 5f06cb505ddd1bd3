package io.backflux.jackson;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonGeneratorBase;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationContext;

/** Values that write and read their JSON themselves, within what a mapper writes and reads. */
final class JsonText {

    /** Half a surrogate pair stays as its escape, and what was read within limits before is read again. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {}

    /** Writes JSON as it is where the mapper writes plain JSON; and else value by value. */
    static void write(String json, JsonGenerator out, SerializationContext context) {
        if (isPlain(out, context)) {
            out.writeRawValue(json);
            return;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            copy(parser, out);
        }
    }

    private static boolean isPlain(JsonGenerator out, SerializationContext context) {
        return out instanceof JsonGeneratorBase json
                && !context.hasPrettyPrinter()
                && context.getCharacterEscapes() == null
                && !json.isEnabled(JsonWriteFeature.ESCAPE_NON_ASCII)
                && !json.isEnabled(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS);
    }

    /** The value that the parser stands on, as JSON; the parser is left on its last token. */
    static String read(JsonParser parser) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            copy(parser, out);
        }
        return text.toString();
    }

    private static void copy(JsonParser parser, JsonGenerator out) {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token.isNumeric()) {
                copyNumber(parser, out);
            } else {
                out.copyCurrentEvent(parser);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && parser.nextToken() != null);
    }

    /** To the digit where it stays text. */
    private static void copyNumber(JsonParser parser, JsonGenerator out) {
        if (out.has(StreamWriteCapability.CAN_WRITE_FORMATTED_NUMBERS)) {
            out.writeNumber(parser.getString());
        } else {
            out.copyCurrentEventExact(parser);
        }
    }
}
