package io.backflux.cli;

import io.backflux.BacklinksQuery;
import io.backflux.BacklinksStatus;
import io.backflux.CustomMode;
import io.backflux.Filter;
import io.backflux.Mode;
import io.backflux.OrderBy;
import io.backflux.RankScale;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A line of a list in NDJSON: a target, and parameters of its own under the API's names, which go before the command's options.
 *
 * @param parameters as JSON, by name; without the target
 */
record QueryJson(String target, Map<String, String> parameters) {

    private static final String TARGET = "target";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Without parameters of its own. */
    static QueryJson ofTarget(String target) {
        return new QueryJson(target, Map.of());
    }

    /** @throws IllegalArgumentException if it is no object with a target; unknown parameters are found by {@link #apply} */
    static QueryJson of(String line) {
        Map<String, String> values = values(line);
        String target = values.remove(TARGET);
        if (target == null) {
            throw new IllegalArgumentException("it has no \"target\"");
        }
        return new QueryJson(text(TARGET, target), values);
    }

    /** A target with what {@link #canonical} has written. */
    static QueryJson of(String target, String canonical) {
        return canonical.isEmpty() ? ofTarget(target) : new QueryJson(target, values(canonical));
    }

    private static Map<String, String> values(String line) {
        Map<String, String> values = new TreeMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is no JSON object, such as {\"target\":\"forbes.com\"}");
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                if (json.nextToken() != JsonToken.VALUE_NULL) {
                    values.put(name, copy(json));
                }
            }
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("something follows the JSON object");
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is not JSON: " + firstLine(e), e);
        }
        return values;
    }

    /** Its message goes on to say where, in the parser's words. */
    private static String firstLine(JacksonException e) {
        return String.valueOf(e.getOriginalMessage()).split(" \\(start marker|\\R", 2)[0];
    }

    private static String copy(JsonParser json) {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            copy.copyCurrentStructure(json);
        }
        return text.toString();
    }

    /** The parameters as one text, the same whatever order they were written in; empty for none. */
    String canonical() {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) -> text.append(text.isEmpty() ? '{' : ',')
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return text.isEmpty() ? "" : text.append('}').toString();
    }

    /** Sets each parameter, in place of what an option has set. */
    void apply(BacklinksQuery.Builder query) {
        parameters.forEach((name, value) -> apply(query, name, value));
    }

    private static void apply(BacklinksQuery.Builder query, String name, String value) {
        switch (name) {
            case "mode" -> query.mode(Mode.of(text(name, value)));
            case "custom_mode" -> query.customMode(customMode(value));
            case "filters" -> query.filters(Filter.parse(value));
            case "order_by" -> query.orderBy(orderBy(value));
            case "offset" -> query.offset(number(name, value));
            case "limit" -> query.limit(number(name, value));
            case "backlinks_status_type" -> query.backlinksStatusType(status(text(name, value)));
            case "include_subdomains" -> query.includeSubdomains(flag(name, value));
            case "include_indirect_links" -> query.includeIndirectLinks(flag(name, value));
            case "exclude_internal_backlinks" -> query.excludeInternalBacklinks(flag(name, value));
            case "rank_scale" -> query.rankScale(RankScale.of(text(name, value)));
            case "tag" -> query.tag(text(name, value));
            default -> throw new IllegalArgumentException("there is no parameter \"" + name + '"');
        }
    }

    private static BacklinksStatus status(String word) {
        try {
            return BacklinksStatus.of(word);
        } catch (IllegalArgumentException e) {
            throw wrong("backlinks_status_type", "live, all or lost");
        }
    }

    private static IllegalArgumentException wrong(String name, String rule) {
        return new IllegalArgumentException(name + " must be " + rule);
    }

    private static String text(String name, String value) {
        List<String> texts = texts(value);
        if (texts.size() != 1 || !value.startsWith("\"")) {
            throw wrong(name, "a text");
        }
        return texts.get(0);
    }

    private static List<OrderBy> orderBy(String value) {
        if (!value.startsWith("[")) {
            throw wrong("order_by", "an array such as [\"rank,desc\"]");
        }
        return texts(value).stream().map(OrderBy::parse).toList();
    }

    /** All texts in it. */
    private static List<String> texts(String value) {
        List<String> texts = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), value)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    texts.add(json.getString());
                }
            }
        }
        return texts;
    }

    private static int number(String name, String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw wrong(name, "a whole number");
        }
        return Integer.parseInt(value);
    }

    private static boolean flag(String name, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(name, "true or false");
        }
        return value.equals("true");
    }

    private static CustomMode customMode(String value) {
        @Nullable String field = null;
        @Nullable Integer most = null;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), value)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextName(); name != null; name = json.nextName()) {
                    json.nextToken();
                    String part = copy(json);
                    field = name.equals("field") ? text(name, part) : field;
                    most = name.equals("value") ? Integer.valueOf(number(name, part)) : most;
                }
            }
        }
        if (field == null || most == null) {
            throw wrong("custom_mode", "such as {\"field\":\"domain_from\",\"value\":5}");
        }
        return new CustomMode(field, most);
    }
}
