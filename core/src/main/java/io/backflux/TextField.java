package io.backflux;

import java.util.Arrays;
import java.util.Collection;

/**
 * A text field, with the API's operators {@code = <> in not_in like not_like ilike not_ilike regex not_regex match
 * not_match}. Made by {@link Fields#text}. Null is refused.
 */
public final class TextField extends SortableField {

    TextField(String name) {
        super(name);
    }

    /** The API's {@code =}. */
    public Filter equalTo(String value) {
        return conditionOn("=", value);
    }

    /** The API's {@code <>}. */
    public Filter notEqualTo(String value) {
        return conditionOn("<>", value);
    }

    /** The API's {@code in}: any of these; none at all is refused. */
    public Filter in(String... values) {
        return in(Arrays.asList(values));
    }

    /** The API's {@code in}: any of these; none at all is refused. */
    public Filter in(Collection<String> values) {
        return conditionOnAny("in", values);
    }

    /** The API's {@code not_in}: none of these; an empty list is refused. */
    public Filter notIn(String... values) {
        return notIn(Arrays.asList(values));
    }

    /** The API's {@code not_in}: none of these; an empty list is refused. */
    public Filter notIn(Collection<String> values) {
        return conditionOnAny("not_in", values);
    }

    /** The whole text, where {@code %} stands for any characters or none; upper and lower case differ. */
    public Filter like(String pattern) {
        return conditionOn("like", pattern);
    }

    /** All that {@link #like} leaves out. */
    public Filter notLike(String pattern) {
        return conditionOn("not_like", pattern);
    }

    /** As {@link #like}, but upper and lower case are the same. */
    public Filter ilike(String pattern) {
        return conditionOn("ilike", pattern);
    }

    /** All that {@link #ilike} leaves out. */
    public Filter notIlike(String pattern) {
        return conditionOn("not_ilike", pattern);
    }

    /** A regular expression of RE2, at most 1000 characters; the API checks it, not this library. */
    public Filter regex(String pattern) {
        return conditionOn("regex", pattern);
    }

    /** All that {@link #regex} leaves out. */
    public Filter notRegex(String pattern) {
        return conditionOn("not_regex", pattern);
    }

    /** The API's {@code match}; the vendor's document doesn't say how it compares. */
    public Filter match(String text) {
        return conditionOn("match", text);
    }

    /** All that {@link #match} leaves out. */
    public Filter notMatch(String text) {
        return conditionOn("not_match", text);
    }
}
