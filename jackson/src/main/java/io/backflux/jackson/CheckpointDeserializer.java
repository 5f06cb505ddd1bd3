package io.backflux.jackson;

import io.backflux.Checkpoint;
import io.backflux.error.CheckpointException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** A checkpoint as it reads itself; no message quotes it. */
final class CheckpointDeserializer extends StdDeserializer<Checkpoint> {

    CheckpointDeserializer() {
        super(Checkpoint.class);
    }

    @Override
    public Checkpoint deserialize(JsonParser json, DeserializationContext context) {
        Fields.expectObject(json, context, Checkpoint.class);
        try {
            return Checkpoint.fromJson(JsonText.read(json));
        } catch (CheckpointException refused) {
            return context.reportInputMismatch(this, "%s", refused.getMessage());
        }
    }
}
