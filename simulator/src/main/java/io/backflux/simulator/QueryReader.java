package io.backflux.simulator;

import io.backflux.simulator.Query.Grouping;
import io.backflux.simulator.Query.Status;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a task's parameters by the rules of the vendor's document; what breaks one is refused by name. */
final class QueryReader {
    private static final int MAX_OFFSET = 20_000;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_RULES = 3;
    private static final int MAX_TAG = 255;
    private static final Pattern DOMAIN = Pattern.compile("[\\p{L}\\p{N}_-]+(\\.[\\p{L}\\p{N}_-]+)+");
    private static final Set<String> PARAMETERS = Set.of(
            "target",
            "mode",
            "custom_mode",
            "filters",
            "order_by",
            "offset",
            "search_after_token",
            "limit",
            "backlinks_status_type",
            "include_subdomains",
            "include_indirect_links",
            "exclude_internal_backlinks",
            "rank_scale",
            "tag");

    /** The fields to group by; the vendor's example says {@code domain}, which its list of them doesn't have. */
    private static final Map<String, String> CUSTOM_FIELDS = Stream.of(
                    "anchor",
                    "domain",
                    "domain_from",
                    "domain_from_country",
                    "tld_from",
                    "page_from_encoding",
                    "page_from_language",
                    "item_type",
                    "page_from_status_code",
                    "semantic_location")
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(), name -> name.equals("domain") ? "domain_from" : name));

    private final Map<String, @Nullable Object> task;
    private final Set<Quirk> quirks;

    private QueryReader(Map<String, @Nullable Object> task, Set<Quirk> quirks) {
        this.task = task;
        this.quirks = quirks;
    }

    static Query read(Map<String, @Nullable Object> task, Set<Quirk> quirks) {
        for (String name : task.keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw Refusal.unknown(name);
            }
        }
        return new QueryReader(task, quirks).query();
    }

    private Query query() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>(task);
        parameters.remove("search_after_token");
        tag();
        String target = target();
        Grouping grouping = grouping();
        Filter filter = filter();
        if (grouping != null && quirks.contains(Quirk.FILTER_AFTER_GROUPING)) {
            grouping = grouping.before(filter.condition());
            filter = Filter.NONE;
        }
        List<SortRule> order = order();
        boolean unsorted = quirks.contains(Quirk.URL_NOT_SORTED) && SortRule.isByFirstSeenAndUrls(order);
        return new Query(
                target,
                grouping,
                filter,
                unsorted ? order.subList(0, 1) : order,
                unsorted,
                whole("offset", 0, 0, MAX_OFFSET),
                whole("limit", 100, 1, MAX_LIMIT),
                Status.valueOf(word("backlinks_status_type", "live", Set.of("live", "lost", "all"))),
                flag("include_subdomains"),
                flag("include_indirect_links"),
                flag("exclude_internal_backlinks"),
                RankScale.valueOf(word("rank_scale", "one_thousand", Set.of("one_thousand", "one_hundred"))),
                token(),
                parameters);
    }

    private Filter filter() {
        Object filters = task.get("filters");
        return filters == null ? Filter.NONE : Filter.read(filters, quirks);
    }

    private String target() {
        if (!(task.get("target") instanceof String target)) {
            throw Refusal.invalid("target");
        }
        boolean absolute = target.startsWith("http://") || target.startsWith("https://");
        boolean valid = absolute ? isPage(target) : isDomain(target);
        if (!valid) {
            throw Refusal.invalid("target");
        }
        return target;
    }

    private static boolean isDomain(String target) {
        return DOMAIN.matcher(target).matches() && !target.startsWith("www.");
    }

    private static boolean isPage(String target) {
        try {
            return URI.create(target).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private @Nullable Grouping grouping() {
        if (task.get("custom_mode") != null) {
            return customMode(task.get("custom_mode"));
        }
        return switch (word("mode", "as_is", Set.of("as_is", "one_per_domain", "one_per_anchor"))) {
            case "ONE_PER_DOMAIN" -> new Grouping(Field.known("domain_from"), 1, true, null);
            case "ONE_PER_ANCHOR" -> new Grouping(Field.known("anchor"), 1, false, null);
            default -> null;
        };
    }

    private static Grouping customMode(@Nullable Object mode) {
        if (mode instanceof Map<?, ?> map
                && map.size() == 2
                && map.get("field") instanceof String field
                && CUSTOM_FIELDS.containsKey(field)
                && map.get("value") instanceof Long value
                && value >= 1
                && value <= MAX_LIMIT) {
            return new Grouping(Field.known(CUSTOM_FIELDS.get(field)), value.intValue(), false, null);
        }
        throw Refusal.invalid("custom_mode");
    }

    private List<SortRule> order() {
        Object rules = task.get("order_by");
        if (rules == null) {
            return SortRule.DEFAULT;
        }
        if (!(rules instanceof List<?> list) || list.isEmpty() || list.size() > MAX_RULES) {
            throw Refusal.invalid("order_by");
        }
        List<SortRule> order = new ArrayList<>();
        list.forEach(rule -> order.add(rule(rule)));
        return List.copyOf(order);
    }

    private static SortRule rule(@Nullable Object rule) {
        String text = rule instanceof String string ? string : "";
        int comma = text.indexOf(',');
        Field field = Field.named(comma < 0 ? text : text.substring(0, comma));
        String direction = comma < 0 ? "asc" : text.substring(comma + 1);
        if (field == null
                || field.kind() == Field.Kind.LIST
                || !Set.of("asc", "desc").contains(direction)) {
            throw Refusal.invalid("order_by");
        }
        return new SortRule(field, direction.equals("desc"));
    }

    private int whole(String name, int otherwise, int least, int most) {
        Object value = task.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= least && number <= most) {
            return number.intValue();
        }
        throw Refusal.invalid(name);
    }

    private boolean flag(String name) {
        Object value = task.get(name);
        if (value == null || value instanceof Boolean) {
            return value == null || value.equals(true);
        }
        throw Refusal.invalid(name);
    }

    private String word(String name, String otherwise, Set<String> words) {
        Object value = task.get(name);
        if (value == null) {
            return otherwise.toUpperCase(Locale.ROOT);
        }
        if (value instanceof String word && words.contains(word)) {
            return word.toUpperCase(Locale.ROOT);
        }
        throw Refusal.invalid(name);
    }

    private void tag() {
        Object tag = task.get("tag");
        if (tag != null && !(tag instanceof String text && text.length() <= MAX_TAG)) {
            throw Refusal.invalid("tag");
        }
    }

    private @Nullable String token() {
        Object token = task.get("search_after_token");
        if (token == null || token instanceof String) {
            return (String) token;
        }
        throw Refusal.invalid("search_after_token");
    }
}
