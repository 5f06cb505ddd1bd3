package io.backflux;

/** A field that the API can sort on: all but arrays. */
abstract sealed class SortableField extends FilterField permits BooleanField, NumberField, TextField, TimeField {

    SortableField(String name) {
        super(name);
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
