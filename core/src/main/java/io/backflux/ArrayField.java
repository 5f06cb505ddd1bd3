package io.backflux;

/** A field with a list of texts, with the API's operators {@code has} and {@code has_not}. Made by {@link Fields#array}. */
public final class ArrayField extends FilterField {

    ArrayField(String name) {
        super(name);
    }

    /** Rows whose list has this text in it. */
    public Filter has(String value) {
        return conditionOn("has", value);
    }

    /** Rows whose list doesn't have this text in it. */
    public Filter hasNot(String value) {
        return conditionOn("has_not", value);
    }
}
