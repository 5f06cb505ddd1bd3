package io.backflux.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/** Text as a terminal shows it: in columns, of which a wide character takes two and a mark none. */
final class DisplayText {

    /** What people see as one character, however many code points it has. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private static final String EMOJI_FORM = "\uFE0F";

    private DisplayText() {}

    static int columns(String text) {
        return CHARACTER
                .matcher(text)
                .results()
                .mapToInt(one -> width(one.group()))
                .sum();
    }

    /** So many columns at most, and no character in part. */
    static String cut(String text, int columns) {
        Matcher character = CHARACTER.matcher(text);
        int used = 0;
        int end = 0;
        while (character.find()) {
            used += width(character.group());
            if (used > columns) {
                break;
            }
            end = character.end();
        }
        return text.substring(0, end);
    }

    /** Exactly so many columns. */
    static String fit(String text, int columns) {
        String cut = cut(text, columns);
        return cut + " ".repeat(columns - columns(cut));
    }

    private static int width(String character) {
        int widest = character
                .codePoints()
                .map(point -> Math.max(0, WCWidth.wcwidth(point)))
                .max()
                .orElse(0);
        return character.contains(EMOJI_FORM) ? 2 : widest;
    }
}
