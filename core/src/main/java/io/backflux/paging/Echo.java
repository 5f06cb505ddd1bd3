package io.backflux.paging;

import io.backflux.wire.TaskParameters;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether the request that an answer repeats can be the one that was sent. A wrong alarm would be paid for, so only what
 * contradicts in every spelling does: what is missing, null or of another type says nothing.
 */
final class Echo {

    /** A shorter text is not what is left of a long one, nor a token: servers write such in a secret's place. */
    private static final int LEAST_OF_LONG_TEXT = 16;

    private static final String CUSTOM_MODE = "custom_mode";
    private static final Pattern BLANKS = Pattern.compile("\\s");
    private static final Pattern BEHIND_BASE64 = Pattern.compile("[^A-Za-z0-9+/].*", Pattern.DOTALL);

    private static final List<Rule> RULES = List.of(
            new Rule("target", Echo::isOtherTarget),
            new Rule("limit", Echo::isOtherValue),
            new Rule("offset", Echo::isOtherOffset),
            new Rule("search_after_token", Echo::isOtherToken),
            new Rule("order_by", Echo::isOtherOrder),
            new Rule("filters", Echo::isOtherFilter),
            new Rule(CUSTOM_MODE, Echo::isOtherCustomMode),
            new Rule("mode", Echo::isOtherMode),
            new Rule("backlinks_status_type", Echo::isOtherWord),
            new Rule("include_subdomains", Echo::isOtherValue),
            new Rule("include_indirect_links", Echo::isOtherValue),
            new Rule("exclude_internal_backlinks", Echo::isOtherValue),
            new Rule("rank_scale", Echo::isOtherWord),
            new Rule("tag", Echo::isOtherTag));

    private record Rule(String parameter, Check check) {}

    private interface Check {
        boolean contradicts(@Nullable Object sent, Object echoed);
    }

    private Echo() {}

    /** The first parameter that was not sent so; null where there is none. */
    static @Nullable String contradiction(TaskParameters sent, TaskParameters echoed) {
        for (Rule rule : RULES) {
            Object repeated = echoed.value(rule.parameter);
            if (repeated != null
                    && !isOverruled(rule.parameter, sent)
                    && rule.check.contradicts(sent.value(rule.parameter), repeated)) {
                return rule.parameter;
            }
        }
        return null;
    }

    /** The API ignores the mode then, and may write any. */
    private static boolean isOverruled(String parameter, TaskParameters sent) {
        return parameter.equals("mode") && sent.value(CUSTOM_MODE) != null;
    }

    private static boolean isOtherTarget(@Nullable Object sent, Object echoed) {
        return sent instanceof String target
                && echoed instanceof String other
                && !other.isBlank()
                && !TargetName.isSame(target, other);
    }

    /** What isn't sent is the API's default, which may be repeated. */
    private static boolean isOtherValue(@Nullable Object sent, Object echoed) {
        return sent != null && EchoedValue.contradict(EchoedValue.of(sent), EchoedValue.of(echoed));
    }

    private static boolean isOtherOffset(@Nullable Object sent, Object echoed) {
        return isOtherValue(sent == null ? BigDecimal.ZERO : sent, echoed);
    }

    /** Base64 with or without padding, in either alphabet, may be cut or masked from some place on. */
    private static boolean isOtherToken(@Nullable Object sent, Object echoed) {
        String token = token(sent);
        String other = token(echoed);
        boolean isToken = other.length() >= LEAST_OF_LONG_TEXT;
        return isToken && (sent == null || (token.length() >= LEAST_OF_LONG_TEXT && !isSameOrCut(token, other)));
    }

    private static String token(@Nullable Object value) {
        String text = value instanceof String token ? token : "";
        String base64 = BLANKS.matcher(text).replaceAll("").replace('-', '+').replace('_', '/');
        return BEHIND_BASE64.matcher(base64).replaceFirst("");
    }

    private static boolean isSameOrCut(String text, String other) {
        return text.startsWith(other) || other.startsWith(text);
    }

    /** Rules that only one of the two has at its end may be the API's own. */
    private static boolean isOtherOrder(@Nullable Object sent, Object echoed) {
        if (!(sent instanceof List<?> rules) || !(echoed instanceof List<?> others)) {
            return false;
        }
        for (int i = 0; i < Math.min(rules.size(), others.size()); i++) {
            if (rules.get(i) instanceof String rule
                    && others.get(i) instanceof String other
                    && !rule(rule).equals(rule(other))) {
                return true;
            }
        }
        return false;
    }

    private static String rule(String rule) {
        String plain = BLANKS.matcher(rule).replaceAll("").toLowerCase(Locale.ROOT);
        int comma = plain.indexOf(',');
        String field = comma < 0 ? plain : plain.substring(0, comma);
        return plain.startsWith("d", comma + 1) && comma >= 0 ? field + ",desc" : field;
    }

    private static boolean isOtherFilter(@Nullable Object sent, Object echoed) {
        EchoedFilters filters = EchoedFilters.of(sent == null ? List.of() : sent);
        EchoedFilters others = EchoedFilters.of(echoed);
        return filters != null && others != null && !others.isEmpty() && filters.contradicts(others);
    }

    private static boolean isOtherCustomMode(@Nullable Object sent, Object echoed) {
        if (!(echoed instanceof Map<?, ?> other) || !(other.get("field") instanceof String field)) {
            return false;
        }
        return !(sent instanceof Map<?, ?> mode)
                || isOtherWord(groupedBy(mode.get("field")), groupedBy(field))
                || EchoedValue.contradict(EchoedValue.of(mode.get("value")), EchoedValue.of(other.get("value")));
    }

    /** The API's own example has another name for it than its list. */
    private static Object groupedBy(@Nullable Object field) {
        return "domain".equals(field) || field == null ? "domain_from" : field;
    }

    private static boolean isOtherMode(@Nullable Object sent, Object echoed) {
        return isOtherWord(sent == null ? "as_is" : sent, echoed);
    }

    private static boolean isOtherWord(@Nullable Object sent, Object echoed) {
        String word = EchoedValue.letters(sent);
        String other = EchoedValue.letters(echoed);
        return !word.isEmpty() && !other.isEmpty() && !word.equals(other);
    }

    private static boolean isOtherTag(@Nullable Object sent, Object echoed) {
        boolean isCut = EchoedValue.letters(echoed).length() >= LEAST_OF_LONG_TEXT
                && EchoedValue.letters(sent).startsWith(EchoedValue.letters(echoed));
        return !isCut && isOtherWord(sent, echoed);
    }
}
