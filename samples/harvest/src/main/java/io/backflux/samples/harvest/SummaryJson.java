package io.backflux.samples.harvest;

import io.backflux.HarvestProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** The end of a harvest for programs. */
final class SummaryJson {

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

    private final JsonGenerator json;

    private SummaryJson(JsonGenerator json) {
        this.json = json;
    }

    /** @throws UnwritableException if the file can't be written */
    static void write(Report report, Path file) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(INDENTED, text)) {
            new SummaryJson(json).write(report);
            json.writeRaw('\n');
        }
        try {
            Files.write(file, text.toByteArray());
        } catch (IOException e) {
            throw new UnwritableException(file.toString(), e);
        }
    }

    private void write(Report report) {
        json.writeStartObject();
        writeFields(report.sum(), report.hasSeveralTargets());
        if (report.hasSeveralTargets()) {
            json.writeArrayPropertyStart("targets");
            for (Outcome outcome : report.outcomes()) {
                json.writeStartObject();
                writeFields(outcome, false);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeFields(Outcome outcome, boolean sum) {
        HarvestProgress progress = outcome.progress();
        json.writeStringProperty("status", outcome.status().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("reason", outcome.reason());
        json.writeStringProperty("target", sum ? null : outcome.target());
        writeCount("total_count", progress.totalCount());
        json.writeNumberProperty("received", progress.received());
        json.writeNumberProperty("pages", progress.pages());
        json.writeNumberProperty("requests", progress.requests());
        json.writeNumberProperty("retries", progress.retries());
        json.writeNumberProperty("cost", progress.cost());
        json.writeNumberProperty("elapsed_seconds", rounded(Figures.inSeconds(outcome.elapsed())));
        json.writeNumberProperty("rows_per_second", rounded(outcome.rowsPerSecond()));
        json.writeNumberProperty("unexpected_values", outcome.summary().unexpectedValues());
        if (!sum) {
            Integer code = outcome.code();
            writeCount("code", code == null ? null : code.longValue());
            json.writeStringProperty("file", outcome.file());
        }
    }

    private void writeCount(String name, @Nullable Long count) {
        if (count == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, count);
        }
    }

    private static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(number).setScale(MILLIS, RoundingMode.HALF_UP);
    }
}
