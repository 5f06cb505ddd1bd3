package io.backflux.jackson;

import io.backflux.Checkpoint;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** A checkpoint as it writes itself, token included. */
final class CheckpointSerializer extends StdSerializer<Checkpoint> {

    CheckpointSerializer() {
        super(Checkpoint.class);
    }

    @Override
    public void serialize(Checkpoint checkpoint, JsonGenerator json, SerializationContext context) {
        JsonText.write(checkpoint.toJson(), json, context);
    }
}
