package io.backflux.cli;

import io.backflux.HarvestStatus;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** The end of a list for programs; what became of each target is in its report. */
final class ListSummaryJson {

    private ListSummaryJson() {}

    static byte[] bytes(ListSummary end) {
        return JsonFile.bytes(json -> write(end, json));
    }

    private static void write(ListSummary end, JsonGenerator json) {
        ListTally tally = end.tally();
        json.writeStartObject();
        json.writeStringProperty("status", end.status().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("reason", end.reason());
        json.writeStringProperty("target", null);
        json.writeNumberProperty("targets", end.targets());
        json.writeNumberProperty("complete", tally.count(HarvestStatus.COMPLETE));
        json.writeNumberProperty("limited", tally.count(HarvestStatus.LIMITED));
        json.writeNumberProperty("failed", tally.count(HarvestStatus.FAILED));
        json.writeNumberProperty("not_begun", tally.notBegun());
        json.writeNumberProperty("received", tally.rows());
        JsonFile.changes(json, tally.changes());
        json.writeNumberProperty("requests", tally.requests());
        json.writeNumberProperty("cost", end.cost());
        json.writeNumberProperty("lost_cost", end.lost());
        json.writeNumberProperty("unsettled_requests", end.unsettled());
        json.writeNumberProperty("unsettled_cost", end.doubtful());
        JsonFile.rounded(json, "elapsed_seconds", Figures.inSeconds(end.elapsed()));
        json.writeEndObject();
    }
}
