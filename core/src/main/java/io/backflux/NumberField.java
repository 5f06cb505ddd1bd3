package io.backflux;

import java.util.Arrays;
import java.util.Collection;

/**
 * A number field, with the API's operators {@code < <= > >= = <> in not_in}. Made by {@link Fields#number}.
 *
 * <p>Values are sent exactly, whole or decimal; null, numbers that aren't finite and types outside {@code java.lang} and
 * {@code java.math} are refused.
 */
public final class NumberField extends SortableField {

    NumberField(String name) {
        super(name);
    }

    /** The API's {@code <}. */
    public Filter lessThan(Number value) {
        return conditionOn("<", value);
    }

    /** The API's {@code <=}. */
    public Filter atMost(Number value) {
        return conditionOn("<=", value);
    }

    /** The API's {@code >}. */
    public Filter greaterThan(Number value) {
        return conditionOn(">", value);
    }

    /** The API's {@code >=}. */
    public Filter atLeast(Number value) {
        return conditionOn(">=", value);
    }

    /** The API's {@code =}. */
    public Filter equalTo(Number value) {
        return conditionOn("=", value);
    }

    /** The API's {@code <>}. */
    public Filter notEqualTo(Number value) {
        return conditionOn("<>", value);
    }

    /** The API's {@code in}: any of these; none at all is refused. */
    public Filter in(Number... values) {
        return in(Arrays.asList(values));
    }

    /** The API's {@code in}: any of these; none at all is refused. */
    public Filter in(Collection<? extends Number> values) {
        return conditionOnAny("in", values);
    }

    /** The API's {@code not_in}: none of these; an empty list is refused. */
    public Filter notIn(Number... values) {
        return notIn(Arrays.asList(values));
    }

    /** The API's {@code not_in}: none of these; an empty list is refused. */
    public Filter notIn(Collection<? extends Number> values) {
        return conditionOnAny("not_in", values);
    }
}
