package io.backflux.cli;

import io.backflux.HarvestEstimate;
import io.backflux.ParallelEstimate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** An estimate for programs. */
final class EstimateJson {

    private final JsonGenerator json;

    private EstimateJson(JsonGenerator json) {
        this.json = json;
    }

    static byte[] bytes(EstimateReport report) {
        return JsonFile.bytes(json -> new EstimateJson(json).write(report));
    }

    /** Of a list, whose targets would be too many. */
    static byte[] bytes(@Nullable HarvestEstimate sum) {
        return JsonFile.bytes(json -> {
            json.writeStartObject();
            json.writeNullProperty("target");
            new EstimateJson(json).writeFigures(sum);
            json.writeEndObject();
        });
    }

    private void write(EstimateReport report) {
        json.writeStartObject();
        if (report.hasSeveralTargets()) {
            json.writeNullProperty("target");
            writeFigures(report.sum());
            json.writeArrayPropertyStart("targets");
            for (Estimate estimate : report.estimates()) {
                json.writeStartObject();
                write(estimate);
                json.writeEndObject();
            }
            json.writeEndArray();
        } else {
            write(report.estimates().get(0));
        }
        json.writeEndObject();
    }

    private void write(Estimate estimate) {
        json.writeStringProperty("target", estimate.target());
        writeFigures(estimate.figures());
        Throwable error = estimate.error();
        Integer code = estimate.code();
        json.writeStringProperty("reason", error == null ? null : Failure.words(error));
        JsonFile.count(json, "code", code == null ? null : code.longValue());
    }

    private void writeFigures(@Nullable HarvestEstimate figures) {
        if (figures == null) {
            return;
        }
        json.writeNumberProperty("total_count", figures.totalCount());
        json.writeNumberProperty("rows", figures.rows());
        json.writeNumberProperty("requests", figures.requests());
        json.writeNumberProperty("cost", figures.cost());
        json.writeNumberProperty("seconds", figures.time().toSeconds());
        json.writeNumberProperty("paid", figures.paid());
        json.writeNumberProperty("balance", figures.balance());
        if (!figures.parallel().isEmpty()) {
            json.writeArrayPropertyStart("plans");
            figures.parallel().forEach(this::write);
            json.writeEndArray();
        }
    }

    private void write(ParallelEstimate plan) {
        json.writeStartObject();
        json.writeNumberProperty("parallel", plan.parallelism());
        json.writeStringProperty("strategy", plan.strategy().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("strategy_reason", plan.strategyReason());
        json.writeNumberProperty("requests", plan.requests());
        json.writeNumberProperty("cost", plan.cost());
        json.writeNumberProperty("seconds", plan.time().toSeconds());
        json.writeEndObject();
    }
}
