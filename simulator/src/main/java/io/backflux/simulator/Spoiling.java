package io.backflux.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Spoils the bytes of a page, in the row in its middle unless another place is said; without such a row nothing is done. */
final class Spoiling {
    private static final String ITEMS = "\"items\":";
    private static final String TYPE = "\"type\":";
    private static final Body NO_UTF8 = new Body(List.of(ByteBuffer.wrap(new byte[] {(byte) 0xC3, 0x28})));

    private final Body body;
    private final String page;

    private Spoiling(Body body) {
        this.body = body;
        // One character a byte, so that places in the text are places in the bytes.
        this.page = new String(body.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    /** The body as the plan's fault leaves it: as it was, when the fault isn't one of its bytes. */
    static Body of(Body body, FaultPlan plan) {
        return switch (plan.fault()) {
            case BROKEN_JSON -> body.damaged();
            case GARBAGE_AFTER_END -> body.followedBy(Body.of("\n}] stray bytes"));
            case GZIP_BOMB -> new Spoiling(body).blanksBeforeTheRows(plan.amount());
            case INVALID_UTF8 -> new Spoiling(body).inText("url_from", NO_UTF8);
            case NAN -> new Spoiling(body).inPlaceOf("rank", "NaN");
            case INFINITY -> new Spoiling(body).inPlaceOf("rank", "Infinity");
            case DUPLICATE_ROW_KEY -> new Spoiling(body).before("rank", Body.of("\"rank\":0,"));
            case DUPLICATE_ENVELOPE_KEY -> new Spoiling(body).inEnvelope("\"status_code\":50000,");
            case LONG_STRING -> new Spoiling(body).inText("url_from", Body.filled('x', plan.amount()));
            case LONG_NUMBER -> new Spoiling(body).inNumber("links_count", Body.filled('9', plan.amount()));
            case LONG_NAME -> new Spoiling(body).before("url_from", name(plan.amount()));
            case DEEP_NESTING -> new Spoiling(body).before("url_from", nested(plan.amount()));
            default -> body;
        };
    }

    /** Where the first row begins, or the end when there is none. */
    static long head(Body body) {
        Spoiling page = new Spoiling(body);
        int row = page.page.indexOf(TYPE, Math.max(0, page.page.indexOf(ITEMS)));
        return row < 0 ? page.page.length() : page.page.lastIndexOf('{', row);
    }

    /** Where the last row begins, so that each row before it is followed by a comma. */
    static long lastRow(Body body) {
        Spoiling page = new Spoiling(body);
        int row = page.page.lastIndexOf("\"domain_from\":");
        return row < 0 ? page.page.length() : page.page.lastIndexOf('{', row);
    }

    private static Body name(long size) {
        return Body.of("\"").followedBy(Body.filled('n', size)).followedBy(Body.of("\":null,"));
    }

    private static Body nested(long depth) {
        return Body.of("\"nested\":")
                .followedBy(Body.filled('[', depth))
                .followedBy(Body.filled(']', depth))
                .followedBy(Body.of(","));
    }

    private Body blanksBeforeTheRows(long size) {
        int items = page.indexOf(ITEMS);
        return items < 0 ? body : body.with(items + ITEMS.length(), 0, Body.filled(' ', size));
    }

    private Body inEnvelope(String member) {
        return body.with(page.indexOf("\"status_code\":"), 0, Body.of(member));
    }

    private Body before(String name, Body inserted) {
        int place = place(name);
        return place < 0 ? body : body.with(place, 0, inserted);
    }

    private Body inText(String name, Body inserted) {
        int value = value(name);
        return value < 0 ? body : body.with(value + 1, 0, inserted);
    }

    private Body inNumber(String name, Body inserted) {
        int value = value(name);
        return value < 0 ? body : body.with(value, 0, inserted);
    }

    private Body inPlaceOf(String name, String word) {
        int value = value(name);
        return value < 0 ? body : body.with(value, page.indexOf(',', value) - value, Body.of(word));
    }

    private int value(String name) {
        int place = place(name);
        if (place < 0) {
            return place;
        }
        int value = place + name.length() + 3;
        return page.charAt(value) == ' ' ? value + 1 : value;
    }

    /** A property of a row as near to the middle of the page as there is one: quotes in texts are escaped. */
    private int place(String name) {
        String member = "\"" + name + "\":";
        int middle = page.indexOf(member, page.length() / 2);
        return middle < 0 ? page.lastIndexOf(member) : middle;
    }
}
