package io.backflux.simulator;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The searches in texts. */
final class TextMatching {
    private static final int MAX_REGEX = 1000;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern WILDCARD = Pattern.compile("%");

    private TextMatching() {}

    /** The whole text against a pattern in which {@code %} stands for any characters, none too. */
    static Predicate<String> like(String pattern, boolean ignoreCase) {
        String[] parts = WILDCARD.split(ignoreCase ? pattern.toLowerCase(Locale.ROOT) : pattern, -1);
        return text -> like(parts, ignoreCase ? text.toLowerCase(Locale.ROOT) : text);
    }

    private static boolean like(String[] parts, String text) {
        String last = parts[parts.length - 1];
        if (parts.length == 1) {
            return text.equals(last);
        }
        if (!text.startsWith(parts[0])) {
            return false;
        }
        int from = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], from);
            if (found < 0) {
                return false;
            }
            from = found + parts[i].length();
        }
        return text.length() - last.length() >= from && text.endsWith(last);
    }

    /** Found anywhere in the text, in Java's dialect, which is RE2's but for the rarest things. */
    static Predicate<String> regex(String pattern) {
        if (pattern.length() > MAX_REGEX) {
            throw FilterReader.refused();
        }
        try {
            return Pattern.compile(pattern).asPredicate();
        } catch (PatternSyntaxException e) {
            throw FilterReader.refused();
        }
    }

    /** Every word of the search stands in the text as a whole word, in any case and order. */
    static Predicate<String> words(String search) {
        return BLANKS.splitAsStream(search.strip())
                .filter(word -> !word.isEmpty())
                .map(TextMatching::word)
                .reduce(Predicate::and)
                .orElseThrow(FilterReader::refused);
    }

    private static Predicate<String> word(String word) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .asPredicate();
    }
}
