package io.backflux.benchmarks.reader;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

/** Gson by reflection, either straight from the bytes, or from a tree of the whole body as the vendor's client does. */
final class GsonReading implements PageReading {

    private final Gson gson = new GsonBuilder()
            .setFieldNamingStrategy(GsonReading::apiName)
            .registerTypeAdapter(Instant.class, new Times().nullSafe())
            .create();
    private final boolean trees;

    GsonReading(boolean trees) {
        this.trees = trees;
    }

    private static String apiName(Field field) {
        return Objects.requireNonNull(field.getAnnotation(JsonProperty.class)).value();
    }

    @Override
    public void read(byte[] page, Consumer<Object> rows) {
        rows.accept((trees ? fromTree(page) : fromText(page)).rows());
    }

    private AnswerBean fromTree(byte[] page) {
        String body = new String(page, StandardCharsets.UTF_8);
        return gson.fromJson(JsonParser.parseString(body), AnswerBean.class);
    }

    private AnswerBean fromText(byte[] page) {
        InputStreamReader text = new InputStreamReader(new ByteArrayInputStream(page), StandardCharsets.UTF_8);
        return gson.fromJson(text, AnswerBean.class);
    }

    private static final class Times extends TypeAdapter<Instant> {

        @Override
        public Instant read(JsonReader reader) throws IOException {
            return SeenTime.parse(reader.nextString());
        }

        @Override
        public void write(JsonWriter writer, Instant time) {
            throw new UnsupportedOperationException("only reads");
        }
    }
}
