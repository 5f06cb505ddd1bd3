package io.backflux.jackson;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

final class PageSerializer extends StdSerializer<BacklinksPage> {

    private final boolean checkpoints;

    PageSerializer(boolean checkpoints) {
        super(BacklinksPage.class);
        this.checkpoints = checkpoints;
    }

    @Override
    public void serialize(BacklinksPage page, JsonGenerator json, SerializationContext context) {
        json.writeStartObject(page);
        json.writeNumberProperty("number", page.number());
        json.writeBooleanProperty("last", page.last());
        Fields.write(json, "total_count", page.totalCount());
        json.writeNumberProperty("items_count", page.items().size());
        json.writeArrayPropertyStart("items");
        for (Backlink row : page.items()) {
            JsonText.write(row.toJson(), json, context);
        }
        json.writeEndArray();
        json.writeNumberProperty("cost", page.cost());
        json.writeStringProperty("task_id", page.taskId());
        if (checkpoints) {
            json.writeName("checkpoint");
            JsonText.write(page.checkpoint().toJson(), json, context);
        }
        json.writeEndObject();
    }
}
