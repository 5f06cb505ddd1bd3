package io.backflux.jackson;

import io.backflux.HarvestProgress;
import io.backflux.RangeProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;

/** What has been read of a progress, by itself or within a summary. */
final class ProgressParts {

    private final JsonParser json;
    private final DeserializationContext context;
    private final HarvestProgress.Builder progress = HarvestProgress.builder("");
    private @Nullable String target;

    ProgressParts(JsonParser json, DeserializationContext context) {
        this.json = json;
        this.context = context;
    }

    /** Takes the field that the parser stands on, if it is one of these. */
    void read(String name) {
        switch (name) {
            case "target" -> target = json.getString();
            case "total_count" -> progress.totalCount(json.getLongValue());
            case "received" -> progress.received(json.getLongValue());
            case "pages" -> progress.pages(json.getIntValue());
            case "requests" -> progress.requests(json.getIntValue());
            case "retries" -> progress.retries(json.getIntValue());
            case "cost" -> progress.cost(json.getDecimalValue());
            case "ranges" -> progress.ranges(ranges());
            default -> {}
        }
    }

    HarvestProgress progress() {
        return progress.target(Fields.required(target, "target", context, HarvestProgress.class))
                .build();
    }

    private List<RangeProgress> ranges() {
        if (!json.isExpectedStartArrayToken()) {
            context.reportInputMismatch(HarvestProgress.class, "ranges must be an array");
        }
        List<RangeProgress> ranges = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            ranges.add(new Range().read());
        }
        return ranges;
    }

    /** What has been read of a range. */
    private final class Range {

        private @Nullable Instant from;
        private @Nullable Instant to;
        private long received;
        private @Nullable Long expected;
        private boolean ended;

        RangeProgress read() {
            Fields.each(json, context, RangeProgress.class, this::read);
            return RangeProgress.builder(Fields.required(to, "to", context, RangeProgress.class))
                    .from(from)
                    .received(received)
                    .expected(expected)
                    .ended(ended)
                    .build();
        }

        private void read(String name) {
            switch (name) {
                case "from" -> from = Fields.time(json, context);
                case "to" -> to = Fields.time(json, context);
                case "received" -> received = json.getLongValue();
                case "expected" -> expected = json.getLongValue();
                case "ended" -> ended = json.getBooleanValue();
                default -> {}
            }
        }
    }
}
