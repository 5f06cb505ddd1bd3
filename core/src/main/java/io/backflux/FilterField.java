package io.backflux;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every typed field has: a name, and conditions by operator. */
abstract sealed class FilterField permits ArrayField, SortableField {

    private final String name;

    FilterField(String name) {
        this.name = QueryChecks.name(name, "name");
    }

    /** The API's name, nested ones dotted. */
    public final String name() {
        return name;
    }

    final Filter condition(String operator, @Nullable Object value) {
        return Filter.of(name, operator, value);
    }

    /** A value that was given: null is said by a name of its own, so that one that slipped in isn't sent. */
    final Filter conditionOn(String operator, Object value) {
        return condition(operator, Objects.requireNonNull(value, "value"));
    }

    final Filter conditionOnAny(String operator, Collection<?> values) {
        Objects.requireNonNull(values, "values");
        if (values.isEmpty()) {
            throw new IllegalArgumentException("values must not be empty, was empty for " + name + ' ' + operator);
        }
        return conditionOn(operator, new ArrayList<Object>(values));
    }

    @Override
    public final String toString() {
        return name;
    }
}
