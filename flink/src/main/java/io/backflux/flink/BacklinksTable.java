package io.backflux.flink;

import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** A table of backlinks; what a query doesn't select isn't made. */
final class BacklinksTable implements ScanTableSource, SupportsProjectionPushDown {

    private final BacklinksSourceBuilder source;
    private DataType columns;

    BacklinksTable(BacklinksSourceBuilder source, DataType columns) {
        this.source = source;
        this.columns = columns;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] fields, DataType selected) {
        columns = selected;
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        return SourceProvider.of(source.build(
                new RowForm((RowType) columns.getLogicalType()), context.<RowData>createTypeInformation(columns)));
    }

    @Override
    public DynamicTableSource copy() {
        return new BacklinksTable(source, columns);
    }

    @Override
    public String asSummaryString() {
        return "Backflux";
    }
}
