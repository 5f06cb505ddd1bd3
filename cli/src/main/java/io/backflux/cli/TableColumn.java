package io.backflux.cli;

import io.backflux.Backlink;
import io.backflux.BacklinkColumn;
import io.backflux.ColumnType;
import io.backflux.Extras;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of a CSV or Parquet file: one of the API's, or the last one, for what came and has no column.
 *
 * @param value may be null
 */
record TableColumn(String name, ColumnType type, Function<Backlink, @Nullable Object> value) {

    /** A JSON object: fields that the API didn't have yet, and values that are not of their column's type. */
    static final TableColumn EXTRAS = new TableColumn("extras", ColumnType.Scalar.TEXT, row -> json(row.extras()));

    static final List<TableColumn> ALL = Stream.concat(
                    Arrays.stream(BacklinkColumn.values()).map(TableColumn::of), Stream.of(EXTRAS))
            .toList();

    /** Columns of rows, and before them whose they are and when their harvest began. */
    static List<TableColumn> ofDataset(String target, Instant begun, List<TableColumn> ofRow) {
        Stream<TableColumn> more = Stream.of(
                new TableColumn("target", ColumnType.Scalar.TEXT, row -> target),
                new TableColumn("harvested_at", ColumnType.Scalar.TIMESTAMP, row -> begun));
        return Stream.concat(more, ofRow.stream()).toList();
    }

    static TableColumn of(BacklinkColumn column) {
        return new TableColumn(column.apiName(), column.type(), column::of);
    }

    private static @Nullable String json(Extras extras) {
        if (extras.unknown().isEmpty() && extras.unexpected().isEmpty()) {
            return null;
        }
        Map<String, String> all = new LinkedHashMap<>(extras.unknown());
        all.putAll(extras.unexpected());
        return ValueJson.object(all);
    }
}
