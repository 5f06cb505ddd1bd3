package io.backflux;

import org.jspecify.annotations.Nullable;

/**
 * Which backlinks a query returns: one condition, or several joined by "and" and "or". Immutable, with value equality.
 *
 * <p>Usually built from {@link Fields}, where an operator that a field's type doesn't have doesn't compile:
 *
 * <pre>{@code
 * Fields.RANK.greaterThan(80).and(Fields.DOFOLLOW.isTrue())
 * }</pre>
 *
 * <p>{@link #of} takes fields and operators that this release doesn't know; {@link #parse} reads the API's own form.
 */
public sealed interface Filter permits FilterCondition, FilterCombination {

    /**
     * One condition on any field by any operator, known to this release or not. Whether they go together is for the API
     * to say.
     *
     * @param field the API's name, nested ones dotted; blanks and commas are refused
     * @param operator such as {@code "<>"} or {@code "not_in"}; blanks and commas are refused. The pattern of
     *     {@code regex} and {@code not_regex} has at most 1000 characters
     * @param value a {@code String}, a {@code Boolean}, a whole or decimal number, an {@code Instant} of whole seconds, a
     *     {@code List} of these, or null for the API's {@code null}, as in {@code ["anchor","<>",null]}; a null within a
     *     list, other types and numbers that aren't finite are refused
     */
    static Filter of(String field, String operator, @Nullable Object value) {
        return new FilterCondition(field, operator, value);
    }

    /**
     * Reads the API's own JSON: a condition {@code ["rank",">",80]}, a list with one condition, or conditions and lists
     * joined by {@code "and"} and {@code "or"}. A chain that mixes the two is kept as written, without a precedence of
     * ours. Numbers are kept exactly, {@code "80"} stays text.
     *
     * @throws IllegalArgumentException if it is anything else, or nests deeper than 32 lists; the message says what, the
     *     JSON path and the character, both counted from 0
     */
    static Filter parse(String json) {
        return new FilterParser(json).parse();
    }

    /** This and the other: both must hold. A chain of "and" stays one flat list; an "or" in it becomes a list of its own. */
    default Filter and(Filter other) {
        return FilterCombination.join(this, FilterCombination.Joiner.AND, other);
    }

    /** This or the other: one must hold. A chain of "or" stays one flat list; an "and" in it becomes a list of its own. */
    default Filter or(Filter other) {
        return FilterCombination.join(this, FilterCombination.Joiner.OR, other);
    }

    /** Conditions at all depths; a query takes at most 8 (the vendor's document). */
    int conditionCount();

    /** The API's own form, compact; {@link #parse} gives an equal filter back. */
    default String toJson() {
        return FilterWriter.write(this);
    }
}
