package io.backflux.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Summaries, as indented JSON. */
final class JsonFile {

    private static final int MILLIS = 3;
    private static final int NAMES = 3;

    /** The first names of a summary: of a harvest, of an estimate, and of estimates that failed. */
    private static final List<List<String>> STARTS = List.of(
            List.of("status", "reason", "target"),
            List.of("target", "total_count", "rows"),
            List.of("target", "reason", "code"),
            List.of("target", "targets"));

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

    static byte[] bytes(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(INDENTED, text)) {
            content.accept(json);
            json.writeRaw('\n');
        }
        return utf8(text.toString());
    }

    /** Half a surrogate pair, which a server's message may hold, becomes U+FFFD, as strict readers refuse it. */
    private static byte[] utf8(String text) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
        return whole.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a file begins as each summary of a harvest or an estimate does, and no row or checkpoint. */
    static boolean isSummary(Path file) throws IOException {
        List<String> names = firstNames(file);
        return STARTS.stream().anyMatch(start -> start.equals(names.subList(0, Math.min(start.size(), names.size()))));
    }

    private static List<String> firstNames(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file);
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextName(); name != null && names.size() < NAMES; name = json.nextName()) {
                    names.add(name);
                    json.nextToken();
                    json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            // What is no JSON is no summary either.
        }
        return names;
    }

    static void count(JsonGenerator json, String name, @Nullable Long count) {
        if (count == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, count);
        }
    }

    /** Nothing where no delta was asked for. */
    static void changes(JsonGenerator json, @Nullable Changes changes) {
        if (changes != null) {
            json.writeStringProperty(
                    "since", changes.since() == null ? null : changes.since().toString());
            json.writeNumberProperty("added", changes.added());
            json.writeNumberProperty("lost", changes.lost());
            json.writeNumberProperty("came_and_went", changes.cameAndWent());
        }
    }

    static void rounded(JsonGenerator json, String name, double number) {
        json.writeNumberProperty(name, BigDecimal.valueOf(number).setScale(MILLIS, RoundingMode.HALF_UP));
    }
}
