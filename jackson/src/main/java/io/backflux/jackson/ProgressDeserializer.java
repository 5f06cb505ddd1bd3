package io.backflux.jackson;

import io.backflux.HarvestProgress;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

final class ProgressDeserializer extends StdDeserializer<HarvestProgress> {

    ProgressDeserializer() {
        super(HarvestProgress.class);
    }

    @Override
    public HarvestProgress deserialize(JsonParser json, DeserializationContext context) {
        ProgressParts parts = new ProgressParts(json, context);
        Fields.each(json, context, HarvestProgress.class, parts::read);
        return parts.progress();
    }
}
