package io.backflux.jackson;

import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestProof;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.Strategy;
import io.backflux.Verdict;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

final class SummaryDeserializer extends StdDeserializer<HarvestSummary> {

    private final boolean checkpoints;

    SummaryDeserializer(boolean checkpoints) {
        super(HarvestSummary.class);
        this.checkpoints = checkpoints;
    }

    @Override
    public HarvestSummary deserialize(JsonParser json, DeserializationContext context) {
        return new Parts(json, context).read();
    }

    /** What has been read of one. */
    private final class Parts {

        private final JsonParser json;
        private final DeserializationContext context;
        private final ProgressParts progress;
        private final HarvestProof.Builder proof = HarvestProof.builder();
        private @Nullable HarvestStatus status;
        private String reason = "";
        private long distinct;
        private long repeated;
        private @Nullable Strategy strategy;
        private @Nullable String strategyReason;
        private int parallelism = 1;
        private BigDecimal unpriced = BigDecimal.ZERO;
        private @Nullable HarvestProgress resumedFrom;
        private long unexpectedValues;
        private @Nullable Checkpoint checkpoint;

        Parts(JsonParser json, DeserializationContext context) {
            this.json = json;
            this.context = context;
            this.progress = new ProgressParts(json, context);
        }

        HarvestSummary read() {
            Fields.each(json, context, HarvestSummary.class, this::read);
            HarvestStatus known = Fields.required(status, "status", context, HarvestSummary.class);
            return HarvestSummary.builder(known, progress.progress())
                    .reason(reason)
                    .strategy(strategy)
                    .strategyReason(strategyReason)
                    .parallelism(parallelism)
                    .proof(proof.received(distinct + repeated)
                            .distinct(distinct)
                            .repeated(repeated)
                            .build())
                    .unexpectedValues(unexpectedValues)
                    .unpriced(unpriced)
                    .resumedFrom(resumedFrom)
                    .checkpoint(checkpoint)
                    .build();
        }

        private void read(String name) {
            switch (name) {
                case "status" -> status = Fields.word(json, context, HarvestStatus.class);
                case "reason" -> reason = json.getString();
                case "strategy" -> strategy = Fields.word(json, context, Strategy.class);
                case "strategy_reason" -> strategyReason = json.getString();
                case "parallelism" -> parallelism = json.getIntValue();
                case "unpriced" -> unpriced = json.getDecimalValue();
                case "resumed_from" -> resumedFrom = context.readValue(json, HarvestProgress.class);
                case "unexpected_values" -> unexpectedValues = json.getLongValue();
                case "checkpoint" -> checkpoint = checkpoints ? context.readValue(json, Checkpoint.class) : null;
                default -> readOfProof(name);
            }
        }

        private void readOfProof(String name) {
            switch (name) {
                case "distinct" -> distinct = json.getLongValue();
                case "repeated" -> repeated = json.getLongValue();
                case "repeated_sample" -> proof.sample(json.getLongValue());
                case "total_count_at_start" -> proof.totalAtStart(json.getLongValue());
                case "total_count_at_end" -> proof.totalAtEnd(json.getLongValue());
                case "missing" -> proof.missing(json.getLongValue());
                case "verdict" -> proof.verdict(Fields.word(json, context, Verdict.class));
                case "finding" -> proof.finding(json.getString());
                default -> progress.read(name);
            }
        }
    }
}
