package io.backflux;

/** A field that the API can sort on and compare with null: all but arrays. */
abstract sealed class SortableField extends FilterField permits BooleanField, NumberField, TextField, TimeField {

    SortableField(String name) {
        super(name);
    }

    /** Rows where the field is null: the API's {@code =} with {@code null}. That it takes this for times is unproved. */
    public final Filter isNull() {
        return condition("=", null);
    }

    /** Rows where the field has a value: the API's {@code <>} with {@code null}. That it takes this for times is unproved. */
    public final Filter isNotNull() {
        return condition("<>", null);
    }

    /** A sort rule: smallest, oldest or first in the alphabet first. */
    public final OrderBy ascending() {
        return new OrderBy(name(), OrderBy.Direction.ASCENDING);
    }

    /** A sort rule: largest, newest or last in the alphabet first. */
    public final OrderBy descending() {
        return new OrderBy(name(), OrderBy.Direction.DESCENDING);
    }
}
