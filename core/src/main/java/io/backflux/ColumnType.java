package io.backflux;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The type of a {@link BacklinkColumn}, from which a schema can be made: a {@link Scalar}, a {@link ListOf} or a {@link Struct}. */
public sealed interface ColumnType {

    /** A single value. */
    enum Scalar implements ColumnType {
        /** {@link String}. */
        TEXT,
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link Integer}. */
        INTEGER,
        /** {@link Long}. */
        LONG,
        /** {@link Instant}, in whole seconds. */
        TIMESTAMP
    }

    /**
     * A {@link List}, none of whose elements is null.
     *
     * @param element their type
     */
    record ListOf(ColumnType element) implements ColumnType {}

    /** A record with named parts, in their order. */
    record Struct(List<Part> parts) implements ColumnType {

        public Struct {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A part of a {@link Struct}.
     *
     * @param name in the API
     * @param value reads it from the struct's value; may be null
     */
    record Part(String name, ColumnType type, Function<Object, @Nullable Object> value) {}
}
