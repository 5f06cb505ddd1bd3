package io.backflux.benchmarks.reader;

import com.dslplatform.json.JsonConverter;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** Times for dsl-json, whose generated code calls this by its name. */
@NullUnmarked
@JsonConverter(target = Instant.class)
public final class DslJsonTimes {

    private DslJsonTimes() {}

    public static Instant read(JsonReader<?> reader) throws IOException {
        if (reader.wasNull()) {
            return null;
        }
        char[] text = reader.readSimpleQuote();
        return SeenTime.parse(text, 0, reader.getCurrentIndex() - reader.getTokenStart() - 1);
    }

    public static void write(JsonWriter writer, Instant time) {
        throw new UnsupportedOperationException("only reads");
    }
}
