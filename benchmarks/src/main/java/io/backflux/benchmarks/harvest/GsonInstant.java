package io.backflux.benchmarks.harvest;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times for Gson, which reads none by itself. */
final class GsonInstant extends TypeAdapter<@Nullable Instant> {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern(Times.PATTERN).withZone(ZoneOffset.UTC);

    @Override
    public @Nullable Instant read(JsonReader in) throws IOException {
        if (in.peek() == JsonToken.NULL) {
            in.nextNull();
            return null;
        }
        return FORMAT.parse(in.nextString(), Instant::from);
    }

    @Override
    public void write(JsonWriter out, @Nullable Instant value) throws IOException {
        out.value(value == null ? null : FORMAT.format(value));
    }
}
