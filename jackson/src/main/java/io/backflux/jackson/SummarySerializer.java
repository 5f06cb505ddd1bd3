package io.backflux.jackson;

import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestProof;
import io.backflux.HarvestSummary;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Under the names of the command's summary, where that has the same. */
final class SummarySerializer extends StdSerializer<HarvestSummary> {

    private final boolean checkpoints;

    SummarySerializer(boolean checkpoints) {
        super(HarvestSummary.class);
        this.checkpoints = checkpoints;
    }

    @Override
    public void serialize(HarvestSummary summary, JsonGenerator json, SerializationContext context) {
        json.writeStartObject(summary);
        Fields.write(json, "status", summary.status());
        json.writeStringProperty("reason", summary.reason());
        ProgressSerializer.writeFields(summary.progress(), json);
        writeProof(summary.proof(), json);
        Fields.write(json, "strategy", summary.strategy());
        json.writeStringProperty("strategy_reason", summary.strategyReason());
        json.writeNumberProperty("parallelism", summary.parallelism());
        json.writeNumberProperty("unpriced", summary.unpriced());
        json.writeName("resumed_from");
        writeBefore(summary.resumedFrom(), json);
        json.writeNumberProperty("unexpected_values", summary.unexpectedValues());
        Checkpoint checkpoint = summary.checkpoint();
        if (checkpoints && checkpoint != null) {
            json.writeName("checkpoint");
            JsonText.write(checkpoint.toJson(), json, context);
        }
        json.writeEndObject();
    }

    private static void writeProof(HarvestProof proof, JsonGenerator json) {
        json.writeNumberProperty("distinct", proof.distinct());
        json.writeNumberProperty("repeated", proof.repeated());
        json.writeNumberProperty("repeated_sample", proof.sample());
        Fields.write(json, "total_count_at_start", proof.totalAtStart());
        Fields.write(json, "total_count_at_end", proof.totalAtEnd());
        json.writeNumberProperty("missing", proof.missing());
        Fields.write(json, "verdict", proof.verdict());
        json.writeStringProperty("finding", proof.finding());
    }

    private static void writeBefore(@Nullable HarvestProgress before, JsonGenerator json) {
        if (before == null) {
            json.writeNull();
        } else {
            json.writeStartObject();
            ProgressSerializer.writeFields(before, json);
            json.writeEndObject();
        }
    }
}
