package io.backflux.benchmarks.reader;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Instant;
import java.util.function.Consumer;

/** avaje-jsonb, with adapters that its annotation processor wrote. */
final class AvajeReading implements PageReading {

    private final JsonType<AnswerBean> answers =
            Jsonb.builder().add(Instant.class, new Times().nullSafe()).build().type(AnswerBean.class);

    @Override
    public void read(byte[] page, Consumer<Object> rows) {
        rows.accept(answers.fromJson(page).rows());
    }

    private static final class Times implements JsonAdapter<Instant> {

        @Override
        public Instant fromJson(JsonReader reader) {
            return SeenTime.parse(reader.readString());
        }

        @Override
        public void toJson(JsonWriter writer, Instant time) {
            throw new UnsupportedOperationException("only reads");
        }
    }
}
