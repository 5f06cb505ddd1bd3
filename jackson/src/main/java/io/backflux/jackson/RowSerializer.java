package io.backflux.jackson;

import io.backflux.Backlink;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** A row as it writes itself. */
final class RowSerializer extends StdSerializer<Backlink> {

    RowSerializer() {
        super(Backlink.class);
    }

    @Override
    public void serialize(Backlink row, JsonGenerator json, SerializationContext context) {
        JsonText.write(row.toJson(), json, context);
    }
}
