package io.backflux.jackson;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

final class PageDeserializer extends StdDeserializer<BacklinksPage> {

    private final boolean checkpoints;

    PageDeserializer(boolean checkpoints) {
        super(BacklinksPage.class);
        this.checkpoints = checkpoints;
    }

    @Override
    public BacklinksPage deserialize(JsonParser json, DeserializationContext context) {
        if (!checkpoints) {
            context.reportInputMismatch(
                    this,
                    "a page is read with its checkpoint only: by a mapper with BacklinksModule.withCheckpoints()");
        }
        return new Parts(json, context).read();
    }

    /** What has been read of one. */
    private static final class Parts {

        private final JsonParser json;
        private final DeserializationContext context;
        private int number = 1;
        private boolean last;
        private @Nullable Long totalCount;
        private List<Backlink> items = List.of();
        private @Nullable BigDecimal cost;
        private @Nullable String taskId;
        private @Nullable Checkpoint checkpoint;

        Parts(JsonParser json, DeserializationContext context) {
            this.json = json;
            this.context = context;
        }

        BacklinksPage read() {
            Fields.each(json, context, BacklinksPage.class, this::read);
            return BacklinksPage.builder(Fields.required(checkpoint, "checkpoint", context, BacklinksPage.class))
                    .number(number)
                    .last(last)
                    .totalCount(totalCount)
                    .items(items)
                    .cost(cost)
                    .taskId(taskId)
                    .build();
        }

        private void read(String name) {
            switch (name) {
                case "number" -> number = json.getIntValue();
                case "last" -> last = json.getBooleanValue();
                case "total_count" -> totalCount = json.getLongValue();
                case "items" -> items = rows();
                case "cost" -> cost = json.getDecimalValue();
                case "task_id" -> taskId = json.getString();
                case "checkpoint" -> checkpoint = context.readValue(json, Checkpoint.class);
                default -> {}
            }
        }

        private List<Backlink> rows() {
            if (!json.isExpectedStartArrayToken()) {
                context.reportInputMismatch(BacklinksPage.class, "items must be an array");
            }
            List<Backlink> rows = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                rows.add(context.readValue(json, Backlink.class));
            }
            return rows;
        }
    }
}
