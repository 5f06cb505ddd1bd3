package io.backflux.jackson;

import io.backflux.Backlink;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** A row as it reads itself. */
final class RowDeserializer extends StdDeserializer<Backlink> {

    RowDeserializer() {
        super(Backlink.class);
    }

    @Override
    public Backlink deserialize(JsonParser json, DeserializationContext context) {
        Fields.expectObject(json, context, Backlink.class);
        try {
            return Backlink.fromJson(JsonText.read(json));
        } catch (IllegalArgumentException refused) {
            return context.reportInputMismatch(this, "%s", refused.getMessage());
        }
    }
}
