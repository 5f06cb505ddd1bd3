package io.backflux.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How rows are to be written. */
final class FormatOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Converters.Formats.class,
            description =
                    "ndjson, ndjson.zst, ndjson.gz, csv or parquet; where --out is a file, its ending says so already. With --targets"
                            + " also parquet-dataset: DIR/part-*.parquet as one table, with target and harvested_at.")
    private @Nullable RowFormat format;

    @Option(
            names = "--row-group",
            paramLabel = "ROWS",
            description =
                    "Of parquet: rows that are kept together at most (100000). They wait beside the file until there are so"
                            + " many, or the harvest ends.")
    private @Nullable Integer rowGroup;

    @Nullable RowFormat format() {
        return format;
    }

    /** @throws IllegalArgumentException if the options don't go together */
    Layout layout(RowFormat chosen, TextForm form, Columns columns) {
        if (rowGroup != null && !chosen.isParquet()) {
            throw new IllegalArgumentException("--row-group goes with parquet only, and the rows are " + chosen.word());
        }
        if (rowGroup != null && rowGroup < 1) {
            throw new IllegalArgumentException("--row-group must be positive, was " + rowGroup);
        }
        Zstd.check(chosen);
        return new Layout(chosen, form, rowGroup == null ? Layout.ROW_GROUP : rowGroup, "", columns);
    }
}
