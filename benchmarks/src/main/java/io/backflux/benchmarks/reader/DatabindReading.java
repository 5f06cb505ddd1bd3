package io.backflux.benchmarks.reader;

import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.module.blackbird.BlackbirdModule;

/** Jackson's databind, with or without the module that calls setters without reflection. */
final class DatabindReading implements PageReading {

    private final ObjectReader answers;

    DatabindReading(boolean blackbird) {
        JsonMapper.Builder mapper =
                JsonMapper.builder().addModule(new SimpleModule().addDeserializer(Instant.class, new Times()));
        if (blackbird) {
            mapper.addModule(new BlackbirdModule());
        }
        answers = mapper.build().readerFor(AnswerBean.class);
    }

    @Override
    public void read(byte[] page, Consumer<Object> rows) {
        AnswerBean answer = answers.readValue(page);
        rows.accept(answer.rows());
    }

    private static final class Times extends StdScalarDeserializer<Instant> {

        Times() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            return SeenTime.parse(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        }
    }
}
