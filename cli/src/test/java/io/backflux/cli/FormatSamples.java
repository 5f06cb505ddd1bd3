package io.backflux.cli;

import io.backflux.Backlink;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Rows with whatever a text, a number, a list may be, made without the library's own writers. */
final class FormatSamples {

    private static final JsonFactory JSON = new JsonFactory();

    private static final List<String> TEXTS = List.of(
            "",
            "plain",
            " blanks around ",
            "a \"quoted\" one",
            "commas, semicolons; and 'single' quotes",
            "two\nlines",
            "and\r\nthese",
            "\ttab \\ backslash \\n",
            "ünïcödé 漢字 \ud83d\ude00",
            "\u2028 \u2029 \u0085 separators",
            "NULL",
            "null",
            "[not, a list]",
            "{\"a\": 1}",
            "-1",
            "true",
            "#comment",
            "x".repeat(5_000));

    static final List<String> TEXT_FIELDS = List.of(
            "type",
            "domain_from",
            "url_from",
            "domain_to",
            "url_to",
            "tld_from",
            "domain_from_ip",
            "domain_from_country",
            "page_from_encoding",
            "page_from_language",
            "page_from_title",
            "item_type",
            "alt",
            "image_url",
            "anchor",
            "text_pre",
            "text_post",
            "semantic_location",
            "url_to_redirect_target");

    static final List<String> BOOLEAN_FIELDS = List.of(
            "url_from_https",
            "url_to_https",
            "is_new",
            "is_lost",
            "domain_from_is_ip",
            "dofollow",
            "original",
            "is_broken",
            "is_indirect_link");

    static final List<String> INTEGER_FIELDS = List.of(
            "backlink_spam_score",
            "rank",
            "page_from_rank",
            "domain_from_rank",
            "page_from_external_links",
            "page_from_internal_links",
            "page_from_size",
            "page_from_status_code",
            "url_to_status_code",
            "url_to_spam_score");

    static final List<String> LONG_FIELDS = List.of("links_count", "group_count");
    static final List<String> TIME_FIELDS = List.of("first_seen", "prev_seen", "last_seen");
    static final List<String> LIST_FIELDS = List.of("domain_from_platform_type", "attributes");

    private final Random random;

    FormatSamples(long seed) {
        this.random = new Random(seed);
    }

    /** Every third value is null, in the first row each. */
    List<Backlink> rows(int count) {
        List<Backlink> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(i));
        }
        return rows;
    }

    private Backlink row(int number) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            TEXT_FIELDS.forEach(name -> json.writeStringProperty(name, isNull(number) ? null : text()));
            BOOLEAN_FIELDS.forEach(name -> write(json, name, isNull(number) ? null : random.nextBoolean()));
            INTEGER_FIELDS.forEach(name -> write(json, name, isNull(number) ? null : (long) random.nextInt()));
            LONG_FIELDS.forEach(name -> write(json, name, isNull(number) ? null : random.nextLong()));
            TIME_FIELDS.forEach(name -> json.writeStringProperty(name, isNull(number) ? null : time()));
            LIST_FIELDS.forEach(name -> writeList(json, name, isNull(number)));
            writeKeywords(json, isNull(number));
            writePath(json, isNull(number));
            if (number % 5 == 4) {
                json.writeStringProperty("new_field", text());
            }
            json.writeEndObject();
        }
        return Backlink.fromJson(text.toString());
    }

    private boolean isNull(int row) {
        return row == 0 || random.nextInt(3) == 0;
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private String time() {
        Instant instant = Instant.ofEpochSecond(random.nextInt(2_000_000_000));
        return instant.toString().replace('T', ' ').replace("Z", " +00:00");
    }

    private static void write(JsonGenerator json, String name, @Nullable Object value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeNumber((Long) value);
        }
    }

    private void writeList(JsonGenerator json, String name, boolean isNull) {
        json.writeName(name);
        if (isNull) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        for (int i = random.nextInt(4); i > 0; i--) {
            json.writeString(text());
        }
        json.writeEndArray();
    }

    private void writeKeywords(JsonGenerator json, boolean isNull) {
        json.writeName("ranked_keywords_info");
        if (isNull) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        for (String top : List.of("3", "10", "100")) {
            write(
                    json,
                    "page_from_keywords_count_top_" + top,
                    random.nextInt(3) == 0 ? null : (long) random.nextInt(1_000));
        }
        json.writeEndObject();
    }

    private void writePath(JsonGenerator json, boolean isNull) {
        json.writeName("indirect_link_path");
        if (isNull) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        for (int i = random.nextInt(3); i > 0; i--) {
            json.writeStartObject();
            json.writeStringProperty("type", random.nextInt(3) == 0 ? null : text());
            write(json, "status_code", random.nextInt(3) == 0 ? null : (long) random.nextInt(600));
            json.writeStringProperty("url", random.nextInt(3) == 0 ? null : text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The JSON of a row's field; {@code null} where it is not there. */
    static String member(String row, String name) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), new StringReader(row))) {
            parser.nextToken();
            for (String next = parser.nextName(); next != null; next = parser.nextName()) {
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                if (next.equals(name)) {
                    return row.substring(start, (int) parser.currentLocation().getCharOffset());
                }
            }
            return "null";
        }
    }

    /** A JSON value in one spelling: members in their names' order, no blanks, no null members. */
    static String canonical(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), new StringReader(json))) {
            parser.nextToken();
            return canonical(parser);
        }
    }

    private static String canonical(JsonParser parser) {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                TreeMap<String, String> members = new TreeMap<>();
                for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                    parser.nextToken();
                    String value = canonical(parser);
                    if (!value.equals("null")) {
                        members.put(name, value);
                    }
                }
                return members.toString();
            }
            case START_ARRAY -> {
                List<String> elements = new ArrayList<>();
                while (!parser.nextToken().isStructEnd()) {
                    elements.add(canonical(parser));
                }
                return elements.toString();
            }
            case VALUE_STRING -> {
                return '"' + parser.getString() + '"';
            }
            default -> {
                return parser.getString();
            }
        }
    }
}
