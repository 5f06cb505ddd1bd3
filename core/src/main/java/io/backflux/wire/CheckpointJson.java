package io.backflux.wire;

import io.backflux.Strategy;
import io.backflux.Verdict;
import io.backflux.wire.CheckpointContent.Counts;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * A checkpoint's JSON: one flat object, and where a harvest is cut into legs a list of such objects. Whatever a reader of it
 * relies on is checked here, because a checkpoint lies in a file for days and people edit files.
 */
final class CheckpointJson {

    private static final int MOST_ROWS = 1000;
    private static final int MOST_OFFSET = 20_000;
    private static final int MOST_LEGS = 100_000;

    /** Ends the name of a text that strict readers of JSON would refuse, and that must be kept exactly. */
    private static final String HALF_PAIRS = "Utf16";

    /** Sums of what answers may say have fewer digits. */
    private static final int LONGEST_AMOUNT = 400;

    private final Map<String, Object> values = new HashMap<>();
    private final List<CheckpointJson> legs = new ArrayList<>();

    private CheckpointJson() {}

    static String write(CheckpointContent content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonFormat.CHECKPOINT.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("version", content.version());
            place(json, content);
            counts(json, content.counts());
            legs(json, content);
            flag(json, "unsure", content.unsure());
            text(json, "ended", content.ended());
            Verdict verdict = content.verdict();
            text(json, "verdict", verdict == null ? null : verdict.name());
            text(json, "finding", content.finding());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void place(JsonGenerator json, CheckpointContent content) {
        text(json, "target", content.target());
        text(json, "query", content.query());
        json.writeNumberProperty("limit", content.limit());
        time(json, "before", content.before());
        time(json, "after", content.after());
        json.writeNumberProperty("page", content.page());
        SearchAfterToken token = content.token();
        text(json, "token", token == null ? null : token.reveal());
        json.writeNumberProperty("served", content.served());
        number(json, "total", content.total());
        json.writeNumberProperty("received", content.received());
        hashes(json, "handedOn", content.handedOn());
        LastKey last = content.last();
        if (last != null) {
            time(json, "lastFirstSeen", last.firstSeen());
            text(json, "lastUrlFrom", last.urlFrom());
            text(json, "lastUrlTo", last.urlTo());
            json.writeNumberProperty("lastCopies", last.copies());
        }
    }

    private static void legs(JsonGenerator json, CheckpointContent content) {
        if (!content.legs().isEmpty()) {
            text(json, "way", content.way());
            json.writeArrayPropertyStart("legs");
            content.legs().forEach(leg -> leg(json, leg));
            json.writeEndArray();
        }
    }

    private static void leg(JsonGenerator json, LegContent leg) {
        json.writeStartObject();
        json.writeNumberProperty("parent", leg.parent() + 1); // From 1 on, as 0 says that there is none.
        flag(json, "single", leg.single());
        flag(json, "again", leg.again());
        flag(json, "descending", leg.descending());
        json.writeNumberProperty("offset", leg.offset());
        json.writeNumberProperty("limit", leg.limit());
        time(json, "from", leg.from());
        time(json, "to", leg.to());
        time(json, "stop", leg.stop());
        json.writeNumberProperty("page", leg.page());
        SearchAfterToken token = leg.token();
        text(json, "token", token == null ? null : token.reveal());
        json.writeNumberProperty("served", leg.served());
        json.writeNumberProperty("received", leg.received());
        json.writeNumberProperty("before", leg.before());
        json.writeNumberProperty("outside", leg.outside());
        json.writeNumberProperty("repeated", leg.repeated());
        number(json, "total", leg.total());
        number(json, "totalNow", leg.totalNow());
        time(json, "first", leg.first());
        time(json, "newest", leg.newest());
        hashes(json, "firstRows", leg.firstRows());
        hashes(json, "newestRows", leg.newestRows());
        hashes(json, "rowsWithoutTime", leg.rowsWithoutTime());
        hashes(json, "handedOn", leg.handedOn());
        hashes(json, "expected", leg.expected());
        hash(json, "firstRow", leg.firstRow());
        hash(json, "lastRow", leg.lastRow());
        flag(json, "last", leg.last());
        flag(json, "unsure", leg.unsure());
        flag(json, "ended", leg.ended());
        json.writeEndObject();
    }

    private static void flag(JsonGenerator json, String name, boolean value) {
        if (value) {
            json.writeNumberProperty(name, 1);
        }
    }

    private static void hashes(JsonGenerator json, String name, List<Long> hashes) {
        text(json, name, hashes.isEmpty() ? null : encoded(hashes));
    }

    private static void hash(JsonGenerator json, String name, @Nullable Long hash) {
        hashes(json, name, hash == null ? List.of() : List.of(hash));
    }

    private static void counts(JsonGenerator json, Counts counts) {
        json.writeNumberProperty("pages", counts.pages());
        json.writeNumberProperty("requests", counts.requests());
        json.writeNumberProperty("retries", counts.retries());
        text(json, "cost", counts.cost().toPlainString());
        text(json, "unpriced", counts.unpriced().toPlainString());
        text(json, "dearest", counts.dearest().toPlainString());
        json.writeNumberProperty("repeated", counts.repeated());
        json.writeNumberProperty("unexpectedValues", counts.unexpectedValues());
        json.writeNumberProperty("missing", counts.missing());
        number(json, "totalAtStart", counts.totalAtStart());
        number(json, "totalAtEnd", counts.totalAtEnd());
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null && HalfPairs.in(value)) {
            json.writeStringProperty(name + HALF_PAIRS, HalfPairs.encoded(value));
        } else if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Long value) {
        if (value != null) {
            json.writeNumberProperty(name, value.longValue());
        }
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant value) {
        text(json, name, value == null ? null : ApiTime.format(value));
    }

    private static String encoded(List<Long> hashes) {
        ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * Long.BYTES);
        hashes.forEach(bytes::putLong);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static CheckpointContent read(String json) {
        CheckpointJson read = new CheckpointJson();
        try (JsonParser parser = JsonFormat.CHECKPOINT.createParser(ObjectReadContext.empty(), json)) {
            read.whole(parser);
        } catch (JacksonException e) {
            // Its own message quotes the text.
            throw UnreadableCheckpoint.because("it is not JSON");
        }
        return read.content();
    }

    private void whole(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw UnreadableCheckpoint.because("it is not a JSON object");
        }
        object(parser);
        if (parser.nextToken() != null) {
            throw UnreadableCheckpoint.because("something follows it");
        }
    }

    private void object(JsonParser parser) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            Object value = value(parser);
            if (value != null && values.put(name, value) != null) {
                throw UnreadableCheckpoint.because("a field comes twice");
            }
        }
    }

    private @Nullable Object value(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_ARRAY
                && parser.currentName().equals("legs")) {
            return legs(parser);
        }
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        Long number = Numbers.integral(parser);
        if (number == null) {
            parser.skipChildren();
        }
        return number;
    }

    /** How many there are; each is read by itself. */
    private Long legs(JsonParser parser) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            CheckpointJson leg = new CheckpointJson();
            leg.object(parser);
            legs.add(leg);
        }
        if (parser.currentToken() != JsonToken.END_ARRAY || legs.size() > MOST_LEGS) {
            throw UnreadableCheckpoint.because("legs is not a list of objects");
        }
        return (long) legs.size();
    }

    private CheckpointContent content() {
        long version = number("version", 0, Long.MAX_VALUE);
        if (version < CheckpointContent.VERSION || version > CheckpointContent.PARALLEL_VERSION) {
            throw UnreadableCheckpoint.ofVersion(version, CheckpointContent.PARALLEL_VERSION);
        }
        CheckpointContent content = new CheckpointContent(
                text("target"),
                text("query"),
                (int) number("limit", 1, MOST_ROWS),
                optionalTime("before"),
                optionalTime("after"),
                (int) number("page", 1, Integer.MAX_VALUE),
                SearchAfterToken.of(optionalText("token")),
                number("served", 0, Long.MAX_VALUE),
                optionalNumber("total"),
                number("received", 0, Long.MAX_VALUE),
                hashes("handedOn"),
                lastKey(),
                counts(),
                way(),
                legContents(),
                isSet("unsure"),
                optionalText("ended"),
                verdict(),
                optionalText("finding"));
        return checked(content);
    }

    private @Nullable String way() {
        String way = optionalText("way");
        if (way != null
                && Arrays.stream(Strategy.values())
                        .noneMatch(known -> known.name().equals(way))) {
            throw UnreadableCheckpoint.because("way is unknown");
        }
        return way;
    }

    /** Where a later release has given one that is unknown here, nothing is known. */
    private @Nullable Verdict verdict() {
        String name = optionalText("verdict");
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private List<LegContent> legContents() {
        List<LegContent> contents = new ArrayList<>();
        for (CheckpointJson leg : legs) {
            contents.add(leg.leg(contents.size()));
        }
        return contents;
    }

    /**
     * One leg.
     *
     * @param place its own place; a parent comes before it
     */
    private LegContent leg(int place) {
        LegContent leg = new LegContent(
                (int) number("parent", 0, place) - 1,
                isSet("single"),
                isSet("again"),
                isSet("descending"),
                (int) number("offset", 0, MOST_OFFSET),
                (int) number("limit", 1, MOST_ROWS),
                optionalTime("from"),
                optionalTime("to"),
                time("stop"),
                (int) number("page", 1, Integer.MAX_VALUE),
                SearchAfterToken.of(optionalText("token")),
                number("served", 0, Long.MAX_VALUE),
                number("received", 0, Long.MAX_VALUE),
                number("before", 0, Long.MAX_VALUE),
                number("outside", 0, Long.MAX_VALUE),
                number("repeated", 0, Long.MAX_VALUE),
                optionalNumber("total"),
                optionalNumber("totalNow"),
                optionalTime("first"),
                optionalTime("newest"),
                hashes("firstRows"),
                hashes("newestRows"),
                hashes("rowsWithoutTime"),
                hashes("handedOn"),
                hashes("expected"),
                hash("firstRow"),
                hash("lastRow"),
                isSet("last"),
                isSet("unsure"),
                isSet("ended"));
        return checked(leg);
    }

    private static LegContent checked(LegContent leg) {
        Instant from = leg.from();
        Instant to = leg.to();
        if ((from != null && leg.stop().isBefore(from))
                || (to != null && leg.stop().isAfter(to))) {
            throw UnreadableCheckpoint.because("a leg ends before it begins");
        }
        if (leg.received() < leg.handedOn().size()) {
            throw UnreadableCheckpoint.because("handedOn has more rows than received");
        }
        if (!leg.ended() && leg.page() > 1 && leg.token() == null) {
            throw UnreadableCheckpoint.because("token is missing");
        }
        return leg;
    }

    private boolean isSet(String name) {
        return optionalNumber(name) != null;
    }

    private Instant time(String name) {
        Instant time = optionalTime(name);
        if (time == null) {
            throw UnreadableCheckpoint.because(name + " is missing");
        }
        return time;
    }

    /** Of each value alone there is no more to say; together they must make sense. */
    private static CheckpointContent checked(CheckpointContent content) {
        if (content.received() < content.handedOn().size()) {
            throw UnreadableCheckpoint.because("handedOn has more rows than received");
        }
        if (!content.legs().isEmpty()) {
            return checkedLegs(content);
        }
        boolean begun = content.received() > content.handedOn().size();
        boolean byKey = content.before() != null && content.last() != null;
        if (content.ended() == null && begun && content.token() == null && !byKey) {
            throw UnreadableCheckpoint.because("token is missing");
        }
        return content;
    }

    private static CheckpointContent checkedLegs(CheckpointContent content) {
        if (content.before() == null) {
            throw UnreadableCheckpoint.because("before is missing");
        }
        long received = content.legs().stream().mapToLong(LegContent::received).sum();
        if (received != content.received()) {
            throw UnreadableCheckpoint.because("the legs' rows are not those received");
        }
        return content;
    }

    private Counts counts() {
        return new Counts(
                (int) number("pages", 0, Integer.MAX_VALUE),
                (int) number("requests", 0, Integer.MAX_VALUE),
                (int) number("retries", 0, Integer.MAX_VALUE),
                money("cost"),
                money("unpriced"),
                money("dearest"),
                number("repeated", 0, Long.MAX_VALUE),
                number("unexpectedValues", 0, Long.MAX_VALUE),
                number("missing", 0, Long.MAX_VALUE),
                optionalNumber("totalAtStart"),
                optionalNumber("totalAtEnd"));
    }

    private @Nullable LastKey lastKey() {
        Instant firstSeen = optionalTime("lastFirstSeen");
        return firstSeen == null
                ? null
                : new LastKey(firstSeen, text("lastUrlFrom"), text("lastUrlTo"), (int)
                        number("lastCopies", 1, Integer.MAX_VALUE));
    }

    private String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw UnreadableCheckpoint.because(name + " is missing");
        }
        return text;
    }

    private @Nullable String optionalText(String name) {
        Object value = values.get(name);
        if (value == null && values.get(name + HALF_PAIRS) instanceof String encoded) {
            return HalfPairs.decoded(decoded(name, encoded));
        }
        if (value != null && !(value instanceof String)) {
            throw UnreadableCheckpoint.because(name + " is not text");
        }
        return (String) value;
    }

    private long number(String name, long least, long most) {
        Long number = optionalNumber(name);
        if (number == null || number < least || number > most) {
            throw UnreadableCheckpoint.because(name + " must be a number from " + least + " to " + most);
        }
        return number;
    }

    private @Nullable Long optionalNumber(String name) {
        Object value = values.get(name);
        if (value != null && !(value instanceof Long number && number >= 0)) {
            throw UnreadableCheckpoint.because(name + " is not a number from 0 on");
        }
        return (Long) value;
    }

    private BigDecimal money(String name) {
        String text = text(name);
        try {
            BigDecimal amount = text.length() > LONGEST_AMOUNT ? null : new BigDecimal(text);
            if (amount != null && amount.signum() >= 0 && Numbers.isSane(amount)) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw UnreadableCheckpoint.because(name + " is not an amount from 0 on");
    }

    private @Nullable Instant optionalTime(String name) {
        String text = optionalText(name);
        if (text == null) {
            return null;
        }
        Instant time = ApiTime.parse(text);
        if (time == null) {
            throw UnreadableCheckpoint.because(name + " is not a time");
        }
        return time;
    }

    private List<Long> hashes(String name) {
        String text = optionalText(name);
        if (text == null) {
            return List.of();
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded(name, text));
        if (bytes.remaining() % Long.BYTES != 0) {
            throw UnreadableCheckpoint.because(name + " is cut");
        }
        List<Long> hashes = new ArrayList<>();
        while (bytes.hasRemaining()) {
            hashes.add(bytes.getLong());
        }
        return hashes;
    }

    private @Nullable Long hash(String name) {
        List<Long> one = hashes(name);
        return one.isEmpty() ? null : one.get(0);
    }

    private static byte[] decoded(String name, String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw UnreadableCheckpoint.because(name + " is not Base64");
        }
    }
}
