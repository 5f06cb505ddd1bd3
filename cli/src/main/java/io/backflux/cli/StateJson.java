package io.backflux.cli;

import io.backflux.Checkpoint;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A state's JSON: one flat object of texts and numbers, with the library's checkpoint as a text. */
final class StateJson {

    /** The version that is written of a file of NDJSON. */
    static final long VERSION = 1;

    /** With a format, which earlier releases don't know. */
    static final long FORMAT_VERSION = 2;

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> values = new HashMap<>();

    private StateJson() {}

    static String write(HarvestState state) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("about", "Where --resume resumes. Holds the API's token: keep it secret.");
            boolean formatted = state.format() != RowFormat.NDJSON;
            json.writeNumberProperty("version", formatted ? FORMAT_VERSION : VERSION);
            json.writeStringProperty("saved", state.saved().toString());
            json.writeStringProperty("server", state.server());
            json.writeStringProperty("status", state.status());
            json.writeStringProperty("reason", state.reason());
            json.writeNumberProperty("length", state.length());
            json.writeStringProperty("crc32c", HexFormat.of().toHexDigits(state.checksum()));
            if (formatted) {
                json.writeStringProperty("format", state.format().word());
                json.writeNumberProperty("waiting", state.waiting());
                json.writeStringProperty("waiting_crc32c", HexFormat.of().toHexDigits(state.waitingChecksum()));
            }
            json.writeNumberProperty("replaced", state.replaced());
            json.writeStringProperty("unpriced", state.unpriced().toPlainString());
            write(json, state.changes());
            if (!state.columns().isEmpty()) {
                json.writeStringProperty("columns", state.columns());
            }
            Checkpoint checkpoint = state.checkpoint();
            if (checkpoint != null) {
                json.writeStringProperty("checkpoint", checkpoint.toJson());
            }
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, @Nullable Changes changes) {
        if (changes != null) {
            json.writeStringProperty("since", String.valueOf(changes.since()));
            json.writeNumberProperty("added", changes.added());
            json.writeNumberProperty("lost", changes.lost());
            json.writeNumberProperty("cameAndWent", changes.cameAndWent());
            json.writeNumberProperty("unchanged", changes.none());
        }
    }

    /** @throws IllegalArgumentException if it is not what {@link #write} writes; never quotes it */
    static HarvestState read(String json) {
        StateJson read = new StateJson();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            read.object(parser);
        } catch (JacksonException e) {
            // Its own message quotes the text.
            throw unreadable("it is not JSON");
        }
        return read.state();
    }

    private static IllegalArgumentException unreadable(String why) {
        return new IllegalArgumentException(why);
    }

    private void object(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw unreadable("it is not a JSON object");
        }
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
                values.put(name, parser.getString());
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw unreadable("something follows it");
        }
    }

    private HarvestState state() {
        long version = number("version");
        if (version != VERSION && version != FORMAT_VERSION) {
            throw unreadable("it is of version " + version + ", and this backflux knows version " + FORMAT_VERSION);
        }
        boolean formatted = version == FORMAT_VERSION;
        String checkpoint = values.get("checkpoint");
        HarvestState state = new HarvestState(
                time("saved"),
                text("server"),
                text("status"),
                text("reason"),
                number("length"),
                checksum("crc32c"),
                replaced(),
                unpriced(),
                checkpoint == null ? null : Checkpoint.fromJson(checkpoint),
                changes(),
                formatted ? format() : RowFormat.NDJSON,
                formatted ? number("waiting") : 0,
                formatted ? checksum("waiting_crc32c") : 0,
                values.getOrDefault("columns", ""));
        if (checkpoint == null && state.hasRows()) {
            throw unreadable("checkpoint is missing");
        }
        return state;
    }

    private String text(String name) {
        String text = values.get(name);
        if (text == null) {
            throw unreadable(name + " is missing");
        }
        return text;
    }

    private long number(String name) {
        String text = text(name);
        if (!text.matches("[0-9]{1,18}")) {
            throw unreadable(name + " is not a number from 0 on");
        }
        return Long.parseLong(text);
    }

    private Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw unreadable(name + " is not a time");
        }
    }

    private @Nullable Changes changes() {
        return values.containsKey("since")
                ? new Changes(
                        time("since"), number("added"), number("lost"), number("cameAndWent"), number("unchanged"))
                : null;
    }

    private RowFormat format() {
        RowFormat format = RowFormat.named(text("format"));
        if (format == null) {
            throw unreadable("format is none that this backflux knows");
        }
        return format;
    }

    private int checksum(String name) {
        String text = text(name);
        try {
            return HexFormat.fromHexDigits(text);
        } catch (IllegalArgumentException e) {
            throw unreadable(name + " is not a checksum");
        }
    }

    /** Earlier releases didn't count. */
    private long replaced() {
        return values.containsKey("replaced") ? number("replaced") : 0;
    }

    private BigDecimal unpriced() {
        String text = text("unpriced");
        if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,20})?")) {
            throw unreadable("unpriced is not an amount");
        }
        return new BigDecimal(text);
    }
}
