package io.backflux.simulator;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as UTF-8 into a row of segments, pretty (four blanks, {@code \/}) or minified. Not for several threads.
 */
final class JsonWriter implements TextSink {
    private static final int SEGMENT = 32 * 1024;
    private static final int SLICE = 1024;
    private static final int MAX_DEPTH = 512;
    private static final byte[] BLANKS = new byte[4 * MAX_DEPTH];

    static {
        Arrays.fill(BLANKS, (byte) ' ');
    }

    private final boolean pretty;
    private final List<ByteBuffer> full = new ArrayList<>();
    private byte[] segment = new byte[SEGMENT];
    private int at;
    private int depth;
    private boolean empty = true;
    private boolean named;

    JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    static String minified(@Nullable Object value) {
        JsonWriter writer = new JsonWriter(false);
        writer.value(value);
        return writer.body().text();
    }

    Body body() {
        List<ByteBuffer> pieces = new ArrayList<>(full);
        if (at > 0) {
            pieces.add(ByteBuffer.wrap(segment, 0, at).slice());
        }
        return new Body(pieces);
    }

    JsonWriter beginObject() {
        return begin('{');
    }

    JsonWriter endObject() {
        return end('}');
    }

    JsonWriter beginArray() {
        return begin('[');
    }

    JsonWriter endArray() {
        return end(']');
    }

    JsonWriter name(JsonName name) {
        separate();
        room(name.length());
        at = name.copyTo(segment, at, pretty);
        named = true;
        return this;
    }

    JsonWriter name(String name) {
        separate();
        quoted(sink -> sink.add(name));
        room(2);
        put(':');
        if (pretty) {
            put(' ');
        }
        named = true;
        return this;
    }

    JsonWriter value(boolean value) {
        return ascii(value ? "true" : "false");
    }

    JsonWriter value(long value) {
        element();
        digits(value);
        return this;
    }

    JsonWriter nullValue() {
        return ascii("null");
    }

    JsonWriter text(@Nullable String value) {
        return value == null ? nullValue() : text((Text) sink -> sink.add(value));
    }

    JsonWriter text(@Nullable Text value) {
        if (value == null) {
            return nullValue();
        }
        element();
        quoted(value);
        return this;
    }

    /** {@code 2023-02-10 16:15:27 +00:00} */
    JsonWriter time(long epochSecond) {
        element();
        room(28);
        put('"');
        at = Times.write(epochSecond, segment, at);
        put('"');
        return this;
    }

    JsonWriter value(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            beginObject();
            map.forEach((name, member) -> name(String.valueOf(name)).value(member));
            return endObject();
        }
        if (value instanceof List<?> list) {
            beginArray();
            list.forEach(this::value);
            return endArray();
        }
        return scalar(value);
    }

    private JsonWriter scalar(@Nullable Object value) {
        if (value == null) {
            return nullValue();
        }
        if (value instanceof Long || value instanceof Integer) {
            return value(((Number) value).longValue());
        }
        if (value instanceof BigDecimal number) {
            return ascii(number.toPlainString());
        }
        return value instanceof Boolean flag ? value(flag.booleanValue()) : text(value.toString());
    }

    @Override
    public TextSink add(String part) {
        int length = part.length();
        for (int from = 0; from < length; ) {
            int to = Math.min(from + SLICE, length);
            if (to < length && Character.isHighSurrogate(part.charAt(to - 1))) {
                to++;
            }
            room((to - from) * 6);
            slice(part, from, to);
            from = to;
        }
        return this;
    }

    @Override
    public TextSink add(long number) {
        digits(number);
        return this;
    }

    private void slice(String part, int from, int to) {
        byte[] out = segment;
        int p = at;
        for (int i = from; i < to; i++) {
            char c = part.charAt(i);
            if (c < 128) {
                if (Escapes.isNone(c) && (c != '/' || !pretty)) {
                    out[p++] = (byte) c;
                } else {
                    p = Escapes.write(c, out, p);
                }
            } else if (i + 1 < to && Character.isSurrogatePair(c, part.charAt(i + 1))) {
                p = Utf8.write(Character.toCodePoint(c, part.charAt(++i)), out, p);
            } else {
                p = Utf8.write(Character.isSurrogate(c) ? '?' : c, out, p);
            }
        }
        at = p;
    }

    private void quoted(Text text) {
        room(1);
        put('"');
        text.to(this);
        room(1);
        put('"');
    }

    private JsonWriter ascii(String value) {
        element();
        room(value.length());
        for (int i = 0; i < value.length(); i++) {
            put(value.charAt(i));
        }
        return this;
    }

    private void digits(long value) {
        if (value < 0) {
            String text = Long.toString(value);
            room(text.length());
            text.chars().forEach(c -> put((char) c));
            return;
        }
        int length = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            length++;
        }
        room(length);
        long rest = value;
        for (int p = at + length - 1; p >= at; p--) {
            segment[p] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        at += length;
    }

    private JsonWriter begin(char bracket) {
        element();
        room(1);
        put(bracket);
        depth++;
        empty = true;
        return this;
    }

    private JsonWriter end(char bracket) {
        depth--;
        if (!empty) {
            line();
        }
        room(1);
        put(bracket);
        empty = false;
        return this;
    }

    private void element() {
        if (named) {
            named = false;
        } else if (depth > 0) {
            separate();
        }
    }

    private void separate() {
        if (!empty) {
            room(1);
            put(',');
        }
        empty = false;
        line();
    }

    private void line() {
        if (!pretty) {
            return;
        }
        int blanks = 4 * Math.min(depth, MAX_DEPTH);
        room(blanks + 1);
        put('\n');
        System.arraycopy(BLANKS, 0, segment, at, blanks);
        at += blanks;
    }

    private void put(char c) {
        segment[at++] = (byte) c;
    }

    /** Makes room for so many bytes in one segment; what is written at once never straddles two. */
    private void room(int bytes) {
        if (segment.length - at < bytes) {
            full.add(ByteBuffer.wrap(segment, 0, at).slice());
            segment = new byte[Math.max(SEGMENT, bytes)];
            at = 0;
        }
    }
}
