package io.backflux.wire;

import io.backflux.Backlink;
import io.backflux.ParseLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers to read, and readers that read them whole. */
final class Answers {

    static final String PRETTY = "five-rows-pretty.json";
    static final String MINIFIED = "five-rows-minified.json";

    private static final JsonMapper MAPPER = new JsonMapper();

    private Answers() {}

    static byte[] bytes(String name) {
        try (InputStream in = Answers.class.getResourceAsStream("/answers/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** An answer around items in JSON, with what else its result shall hold after them. */
    static byte[] around(String items, String afterItems) {
        return utf8(
                "{\"status_code\":20000,\"cost\":0.023,\"tasks\":[{\"id\":\"t-1\",\"status_code\":20000,\"result\":["
                        + "{\"total_count\":7,\"items\":" + items + afterItems + "}]}]}");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }

    static JsonNode items(byte[] answer) {
        return MAPPER.readTree(answer).at("/tasks/0/result/0/items");
    }

    static List<Backlink> read(PageReader reader, byte[]... chunks) {
        List<Backlink> rows = new ArrayList<>();
        for (byte[] chunk : chunks) {
            reader.feed(ByteBuffer.wrap(chunk));
            drain(reader, rows);
        }
        reader.endOfInput();
        drain(reader, rows);
        UnreadableAnswer failure = reader.failure();
        if (failure != null) {
            throw failure;
        }
        return rows;
    }

    static List<Backlink> read(byte[]... chunks) {
        return read(new PageFormat(ParseLimits.DEFAULT).newReader(), chunks);
    }

    static void drain(PageReader reader, List<Backlink> rows) {
        for (Backlink row = reader.poll(); row != null; row = reader.poll()) {
            rows.add(row);
        }
    }
}
