package io.backflux.cli;

import io.backflux.Backlink;
import io.backflux.ColumnType;
import io.backflux.ColumnType.ListOf;
import io.backflux.ColumnType.Part;
import io.backflux.ColumnType.Scalar;
import io.backflux.ColumnType.Struct;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Rows as the Parquet library takes them. Every column may be null, and lists have the three levels that readers expect. */
final class ParquetRows extends WriteSupport<Backlink> {

    private static final String LIST = "list";
    private static final String ELEMENT = "element";

    private final List<TableColumn> columns;
    private @Nullable RecordConsumer consumer;

    ParquetRows(List<TableColumn> columns) {
        this.columns = columns;
    }

    /** What a file with these columns says of itself. */
    static MessageType schema(List<TableColumn> columns) {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        columns.forEach(column -> schema.addField(type(column.name(), column.type())));
        return schema.named("backlinks");
    }

    private static Type type(String name, ColumnType type) {
        if (type instanceof ListOf list) {
            return Types.optionalGroup()
                    .as(LogicalTypeAnnotation.listType())
                    .addField(Types.repeatedGroup()
                            .addField(type(ELEMENT, list.element()))
                            .named(LIST))
                    .named(name);
        }
        if (type instanceof Struct struct) {
            Types.GroupBuilder<GroupType> group = Types.optionalGroup();
            struct.parts().forEach(part -> group.addField(type(part.name(), part.type())));
            return group.named(name);
        }
        return scalar(name, (Scalar) type);
    }

    private static Type scalar(String name, Scalar type) {
        return switch (type) {
            case TEXT ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
            case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
            case INTEGER -> Types.optional(PrimitiveTypeName.INT32).named(name);
            case LONG -> Types.optional(PrimitiveTypeName.INT64).named(name);
            case TIMESTAMP ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                        .named(name);
        };
    }

    @Override
    public WriteContext init(ParquetConfiguration ignored) {
        return new WriteContext(schema(columns), Map.of());
    }

    @Override
    @SuppressWarnings("deprecation") // Without it the class is abstract.
    public WriteContext init(Configuration ignored) {
        throw new UnsupportedOperationException("written without Hadoop");
    }

    @Override
    public void prepareForWrite(RecordConsumer rows) {
        consumer = rows;
    }

    @Override
    public void write(Backlink row) {
        RecordConsumer out = Objects.requireNonNull(consumer);
        out.startMessage();
        for (int i = 0; i < columns.size(); i++) {
            TableColumn column = columns.get(i);
            write(out, column.name(), i, column.type(), column.value().apply(row));
        }
        out.endMessage();
    }

    private static void write(RecordConsumer out, String name, int index, ColumnType type, @Nullable Object value) {
        if (value == null) {
            return;
        }
        out.startField(name, index);
        if (type instanceof Scalar scalar) {
            scalar(out, scalar, value);
        } else if (type instanceof Struct struct) {
            struct(out, struct, value);
        } else {
            list(out, (ListOf) type, (List<?>) value);
        }
        out.endField(name, index);
    }

    private static void scalar(RecordConsumer out, Scalar type, Object value) {
        switch (type) {
            case TEXT -> out.addBinary(Binary.fromString((String) value));
            case BOOLEAN -> out.addBoolean((Boolean) value);
            case INTEGER -> out.addInteger((Integer) value);
            case LONG -> out.addLong((Long) value);
            case TIMESTAMP -> out.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
        }
    }

    private static void struct(RecordConsumer out, Struct type, Object value) {
        out.startGroup();
        List<Part> parts = type.parts();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            write(out, part.name(), i, part.type(), part.value().apply(value));
        }
        out.endGroup();
    }

    /** An empty list is a group without a field in it. */
    private static void list(RecordConsumer out, ListOf type, List<?> values) {
        out.startGroup();
        if (!values.isEmpty()) {
            out.startField(LIST, 0);
            for (Object value : values) {
                out.startGroup();
                write(out, ELEMENT, 0, type.element(), value);
                out.endGroup();
            }
            out.endField(LIST, 0);
        }
        out.endGroup();
    }
}
