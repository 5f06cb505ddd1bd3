package io.backflux.jackson;

import io.backflux.HarvestProgress;
import io.backflux.RangeProgress;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

final class ProgressSerializer extends StdSerializer<HarvestProgress> {

    ProgressSerializer() {
        super(HarvestProgress.class);
    }

    @Override
    public void serialize(HarvestProgress progress, JsonGenerator json, SerializationContext context) {
        json.writeStartObject(progress);
        writeFields(progress, json);
        json.writeEndObject();
    }

    /** Within an object that has more than these. */
    static void writeFields(HarvestProgress progress, JsonGenerator json) {
        json.writeStringProperty("target", progress.target());
        Fields.write(json, "total_count", progress.totalCount());
        json.writeNumberProperty("received", progress.received());
        json.writeNumberProperty("pages", progress.pages());
        json.writeNumberProperty("requests", progress.requests());
        json.writeNumberProperty("retries", progress.retries());
        json.writeNumberProperty("cost", progress.cost());
        json.writeArrayPropertyStart("ranges");
        for (RangeProgress range : progress.ranges()) {
            writeRange(range, json);
        }
        json.writeEndArray();
    }

    private static void writeRange(RangeProgress range, JsonGenerator json) {
        json.writeStartObject();
        Fields.write(json, "from", range.from());
        Fields.write(json, "to", range.to());
        json.writeNumberProperty("received", range.received());
        Fields.write(json, "expected", range.expected());
        json.writeBooleanProperty("ended", range.ended());
        json.writeEndObject();
    }
}
