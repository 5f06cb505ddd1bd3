package io.backflux;

/** A field that is true or false, with the API's operators {@code =} and {@code <>}. Made by {@link Fields#bool}. */
public final class BooleanField extends SortableField {

    BooleanField(String name) {
        super(name);
    }

    /** Rows where the field is true. */
    public Filter isTrue() {
        return is(true);
    }

    /** Rows where the field is false. */
    public Filter isFalse() {
        return is(false);
    }

    /** The API's {@code =}. */
    public Filter is(boolean value) {
        return conditionOn("=", value);
    }

    /** The API's {@code <>}. */
    public Filter isNot(boolean value) {
        return conditionOn("<>", value);
    }
}
