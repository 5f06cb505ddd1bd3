package io.backflux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The refusals that several request values share, in one wording: "x must …, was …". */
final class QueryChecks {

    private static final int SHOWN = 100;

    private QueryChecks() {}

    static int between(int least, int most, int value, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be between " + least + " and " + most + ", was " + value);
        }
        return value;
    }

    static String atMost(int characters, String value, String name) {
        int length = value.codePointCount(0, value.length());
        if (length > characters) {
            throw new IllegalArgumentException(
                    name + " must have at most " + characters + " characters, was " + length + " long");
        }
        return value;
    }

    /** Text that has a form in UTF-8: half a surrogate pair has none, so it could be built but never sent. */
    static String text(String value, String name) {
        Objects.requireNonNull(value, name);
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException(name + " must be well-formed Unicode, was half a surrogate pair");
        }
        return value;
    }

    static String filled(String value, String name) {
        if (text(value, name).isEmpty()) {
            throw new IllegalArgumentException(name + " must not be empty, was \"\"");
        }
        return value;
    }

    /** A field's or an operator's name: known or not, it has no blank and no comma in it. */
    static String name(String value, String name) {
        text(value, name);
        if (value.isEmpty() || value.indexOf(',') >= 0 || hasBlank(value)) {
            throw new IllegalArgumentException(name + " must be a name without blanks and commas, was " + shown(value));
        }
        return value;
    }

    static boolean hasBlank(String value) {
        return value.codePoints()
                .anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c));
    }

    static <E extends Enum<E>> E oneOf(E[] known, Function<E, String> apiName, @Nullable String value, String name) {
        Objects.requireNonNull(value, name);
        return Arrays.stream(known)
                .filter(one -> apiName.apply(one).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s must be one of %s, was %s"
                        .formatted(
                                name,
                                Arrays.stream(known).map(apiName).collect(Collectors.joining(", ")),
                                shown(value))));
    }

    static String shown(String value) {
        return '"' + cut(value) + '"';
    }

    static String cut(String value) {
        int characters = value.codePointCount(0, value.length());
        return characters <= SHOWN ? value : value.substring(0, value.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
