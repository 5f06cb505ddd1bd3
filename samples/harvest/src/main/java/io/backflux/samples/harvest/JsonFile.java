package io.backflux.samples.harvest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** A file of indented JSON. */
final class JsonFile {

    private static final int MILLIS = 3;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final ObjectWriteContext INDENTED = new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }
    };

    private JsonFile() {}

    /** @throws UnwritableException if the file can't be written */
    static void write(Path file, Consumer<JsonGenerator> content) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(INDENTED, text)) {
            content.accept(json);
            json.writeRaw('\n');
        }
        try {
            Files.write(file, text.toByteArray());
        } catch (IOException e) {
            throw new UnwritableException(file.toString(), e);
        }
    }

    static void count(JsonGenerator json, String name, @Nullable Long count) {
        if (count == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, count);
        }
    }

    static void rounded(JsonGenerator json, String name, double number) {
        json.writeNumberProperty(name, BigDecimal.valueOf(number).setScale(MILLIS, RoundingMode.HALF_UP));
    }
}
