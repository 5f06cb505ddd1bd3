package io.backflux.cli;

import io.backflux.HarvestProgress;
import io.backflux.HarvestProof;
import io.backflux.Strategy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The end of a harvest for programs. */
final class SummaryJson {

    private final JsonGenerator json;

    private SummaryJson(JsonGenerator json) {
        this.json = json;
    }

    static byte[] bytes(Report report) {
        return JsonFile.bytes(json -> new SummaryJson(json).write(report));
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
        JsonFile.count(json, "total_count", progress.totalCount());
        writeCounts(progress);
        writeProof(outcome);
        Strategy strategy = outcome.summary().strategy();
        json.writeStringProperty(
                "strategy", strategy == null ? null : strategy.name().toLowerCase(Locale.ROOT));
        String strategyReason = outcome.summary().strategyReason();
        json.writeStringProperty("strategy_reason", strategyReason == null ? null : OptionWords.of(strategyReason));
        json.writeNumberProperty("unpriced", outcome.summary().unpriced());
        writeBefore(outcome.summary().resumedFrom());
        JsonFile.rounded(json, "elapsed_seconds", Figures.inSeconds(outcome.elapsed()));
        JsonFile.rounded(json, "rows_per_second", outcome.rowsPerSecond());
        JsonFile.changes(json, outcome.changes());
        json.writeNumberProperty("unexpected_values", outcome.summary().unexpectedValues());
        json.writeNumberProperty("replaced_surrogates", outcome.replaced());
        if (!sum) {
            Integer code = outcome.code();
            JsonFile.count(json, "code", code == null ? null : code.longValue());
            json.writeStringProperty("file", outcome.file());
        }
    }

    private void writeCounts(HarvestProgress progress) {
        json.writeNumberProperty("received", progress.received());
        json.writeNumberProperty("pages", progress.pages());
        json.writeNumberProperty("requests", progress.requests());
        json.writeNumberProperty("retries", progress.retries());
        json.writeNumberProperty("cost", progress.cost());
    }

    private void writeProof(Outcome outcome) {
        HarvestProof proof = outcome.proof();
        boolean proven = outcome.isProofOfFile();
        JsonFile.count(json, "distinct", proven ? proof.distinct() : null);
        JsonFile.count(json, "repeated", proven ? proof.repeated() : null);
        json.writeNumberProperty("repeated_sample", proof.sample());
        JsonFile.count(json, "total_count_at_end", proof.totalAtEnd());
        json.writeNumberProperty("missing", proof.missing());
        json.writeStringProperty("verdict", proven ? outcome.verdictWord() : null);
        json.writeStringProperty("finding", proven ? textOrNull(outcome.finding()) : null);
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** What of it earlier runs have brought. */
    private void writeBefore(@Nullable HarvestProgress before) {
        if (before == null) {
            json.writeNullProperty("resumed_from");
        } else {
            json.writeObjectPropertyStart("resumed_from");
            writeCounts(before);
            json.writeEndObject();
        }
    }
}
