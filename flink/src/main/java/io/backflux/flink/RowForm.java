package io.backflux.flink;

import io.backflux.Backlink;
import io.backflux.BacklinkColumn;
import io.backflux.ColumnType;
import io.backflux.ColumnType.ListOf;
import io.backflux.ColumnType.Part;
import io.backflux.ColumnType.Scalar;
import io.backflux.ColumnType.Struct;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.RowType.RowField;
import org.apache.flink.table.types.logical.VarCharType;
import org.jspecify.annotations.Nullable;

/** Rows as the columns of a table, by their names. */
final class RowForm implements MapFunction<Backlink, RowData> {

    private static final long serialVersionUID = 1;

    /** Makes Flink's form of a value. */
    private interface Form {
        Object of(Object value);
    }

    private record Field<T>(Function<T, @Nullable Object> value, Form form) {

        @Nullable Object of(T row) {
            Object known = value.apply(row);
            return known == null ? null : form.of(known);
        }
    }

    private final RowType columns;

    @SuppressWarnings("serial") // Made again from the columns.
    private transient @Nullable List<Field<Backlink>> fields;

    RowForm(RowType columns) {
        this.columns = columns;
    }

    /**
     * Whether the columns are fields of the API, of their types.
     *
     * @throws IllegalArgumentException if one isn't, with what it should be
     */
    static void check(RowType columns) {
        fieldsOf(columns);
    }

    @Override
    public RowData map(Backlink row) {
        List<Field<Backlink>> known = fields;
        if (known == null) {
            known = fieldsOf(columns);
            fields = known;
        }
        return rowOf(known, row);
    }

    private static <T> GenericRowData rowOf(List<Field<T>> fields, T value) {
        GenericRowData row = new GenericRowData(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            row.setField(i, fields.get(i).of(value));
        }
        return row;
    }

    private static List<Field<Backlink>> fieldsOf(RowType columns) {
        return columns.getFields().stream().map(RowForm::fieldOf).toList();
    }

    private static Field<Backlink> fieldOf(RowField field) {
        BacklinkColumn column = BacklinkColumn.named(field.getName());
        if (column == null) {
            throw new IllegalArgumentException("column " + field.getName() + " is no field of the API; these are: "
                    + Arrays.stream(BacklinkColumn.values())
                            .map(BacklinkColumn::apiName)
                            .collect(Collectors.joining(", ")));
        }
        return new Field<>(column::of, formOf(field.getName(), column.type(), field.getType()));
    }

    private static Form formOf(String name, ColumnType type, LogicalType wanted) {
        if (!wanted.isNullable()) {
            throw new IllegalArgumentException("column " + name + " must not be NOT NULL: the API promises no value");
        }
        if (type instanceof Scalar scalar && isFormOf(scalar, wanted)) {
            return formOf(scalar);
        }
        if (type instanceof ListOf list && wanted instanceof ArrayType array) {
            Form element = formOf(name, list.element(), array.getElementType().copy(true));
            return value -> new GenericArrayData(
                    ((List<?>) value).stream().map(element::of).toArray());
        }
        if (type instanceof Struct struct && wanted instanceof RowType row) {
            List<Field<Object>> fields = row.getFields().stream()
                    .map(field -> partOf(name, struct, field))
                    .toList();
            return value -> rowOf(fields, value);
        }
        throw new IllegalArgumentException(
                "column " + name + " must be " + sqlOf(type) + ", was " + wanted.asSummaryString());
    }

    private static Field<Object> partOf(String name, Struct struct, RowField field) {
        Part part = struct.parts().stream()
                .filter(each -> each.name().equals(field.getName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "column " + name + " has no part " + field.getName() + "; it is " + sqlOf(struct)));
        return new Field<>(part.value(), formOf(name + '.' + part.name(), part.type(), field.getType()));
    }

    private static boolean isFormOf(Scalar type, LogicalType wanted) {
        return switch (type) {
            case TEXT -> wanted instanceof VarCharType text && text.getLength() == VarCharType.MAX_LENGTH;
            case BOOLEAN -> wanted.is(LogicalTypeRoot.BOOLEAN);
            case INTEGER -> wanted.is(LogicalTypeRoot.INTEGER);
            case LONG -> wanted.is(LogicalTypeRoot.BIGINT);
            case TIMESTAMP -> wanted.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
        };
    }

    private static Form formOf(Scalar type) {
        return switch (type) {
            case TEXT -> value -> StringData.fromString((String) value);
            case TIMESTAMP -> value -> TimestampData.fromInstant((Instant) value);
            case BOOLEAN, INTEGER, LONG -> value -> value;
        };
    }

    private static String sqlOf(ColumnType type) {
        if (type instanceof ListOf list) {
            return "ARRAY<" + sqlOf(list.element()) + ">";
        }
        if (type instanceof Struct struct) {
            return struct.parts().stream()
                    .map(part -> "`" + part.name() + "` " + sqlOf(part.type()))
                    .collect(Collectors.joining(", ", "ROW<", ">"));
        }
        return switch ((Scalar) type) {
            case TEXT -> "STRING";
            case BOOLEAN -> "BOOLEAN";
            case INTEGER -> "INT";
            case LONG -> "BIGINT";
            case TIMESTAMP -> "TIMESTAMP_LTZ";
        };
    }

    /** All columns as they stand in {@code CREATE TABLE}. */
    static String everyColumn() {
        return Arrays.stream(BacklinkColumn.values())
                .map(column -> "`" + column.apiName() + "` " + sqlOf(column.type()))
                .collect(Collectors.joining(", "));
    }
}
