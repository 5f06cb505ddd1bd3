package io.backflux.flink;

import io.backflux.BacklinksQuery;
import io.backflux.BacklinksStatus;
import io.backflux.Filter;
import io.backflux.Mode;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The connector {@code backflux} of Flink SQL. A table's columns are fields of the API by their names, some of them or all, in any
 * order; credentials are those of the environment.
 *
 * <pre>{@code
 * CREATE TABLE links (url_from STRING, `rank` INT, first_seen TIMESTAMP_LTZ(0))
 *     WITH ('connector' = 'backflux', 'target' = 'forbes.com;example.org')
 * }</pre>
 */
public final class BacklinksTableFactory implements DynamicTableSourceFactory {

    /** Domains or pages, with a semicolon between. */
    public static final ConfigOption<List<String>> TARGET =
            ConfigOptions.key("target").stringType().asList().noDefaultValue();

    /** Conditions, as the API has them: {@code ["rank",">",80]}. */
    public static final ConfigOption<String> FILTERS =
            ConfigOptions.key("filters").stringType().noDefaultValue();

    /** {@code as_is}, {@code one_per_domain} or {@code one_per_anchor}. */
    public static final ConfigOption<String> MODE =
            ConfigOptions.key("mode").stringType().noDefaultValue();

    /** {@code live}, {@code all} or {@code lost}. */
    public static final ConfigOption<String> STATUS =
            ConfigOptions.key("backlinks-status-type").stringType().noDefaultValue();

    /** Another server that speaks the API. */
    public static final ConfigOption<String> BASE_URL =
            ConfigOptions.key("base-url").stringType().noDefaultValue();

    /** Where how each target ended is written, as {@link BacklinksSourceBuilder#reportTo}. */
    public static final ConfigOption<String> REPORT =
            ConfigOptions.key("report").stringType().noDefaultValue();

    /** As {@link BacklinksSourceBuilder#rowsPerRange}. */
    public static final ConfigOption<Integer> ROWS_PER_RANGE =
            ConfigOptions.key("rows-per-range").intType().defaultValue(BacklinksQuery.MAX_OFFSET);

    /** As {@link BacklinksSourceBuilder#splitsAtOnce}. */
    public static final ConfigOption<Integer> SPLITS_AT_ONCE =
            ConfigOptions.key("splits-at-once").intType().noDefaultValue();

    /** As {@link BacklinksSourceBuilder#keepGoing}. */
    public static final ConfigOption<Boolean> KEEP_GOING =
            ConfigOptions.key("keep-going").booleanType().defaultValue(false);

    /** As {@link BacklinksSourceBuilder#waitForCheckpoints}. */
    public static final ConfigOption<Boolean> WAIT_FOR_CHECKPOINTS =
            ConfigOptions.key("wait-for-checkpoints").booleanType().defaultValue(false);

    /** Of the account, over all readers. */
    public static final ConfigOption<Integer> MAX_IN_FLIGHT =
            ConfigOptions.key("max-in-flight").intType().defaultValue(QuotaLimits.DEFAULT.maxInFlight());

    /** Of the account, over all readers. */
    public static final ConfigOption<Integer> REQUESTS_PER_MINUTE =
            ConfigOptions.key("requests-per-minute").intType().defaultValue(QuotaLimits.DEFAULT.requestsPerMinute());

    /** Made by Flink, by its name. */
    public BacklinksTableFactory() {}

    @Override
    public String factoryIdentifier() {
        return "backflux";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(TARGET);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                FILTERS,
                MODE,
                STATUS,
                BASE_URL,
                REPORT,
                ROWS_PER_RANGE,
                SPLITS_AT_ONCE,
                KEEP_GOING,
                WAIT_FOR_CHECKPOINTS,
                MAX_IN_FLIGHT,
                REQUESTS_PER_MINUTE);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        DataType columns = context.getPhysicalRowDataType();
        try {
            RowForm.check((RowType) columns.getLogicalType());
            return new BacklinksTable(sourceOf(helper.getOptions()), columns);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(context.getObjectIdentifier().asSummaryString() + ": " + e.getMessage(), e);
        }
    }

    private static BacklinksSourceBuilder sourceOf(ReadableConfig options) {
        BacklinksSourceBuilder source = BacklinksSource.builder()
                .queries(options.get(TARGET).stream()
                        .map(target -> query(target.strip(), options))
                        .toList())
                .limits(new QuotaLimits(options.get(MAX_IN_FLIGHT), options.get(REQUESTS_PER_MINUTE)))
                .rowsPerRange(options.get(ROWS_PER_RANGE))
                .keepGoing(options.get(KEEP_GOING))
                .waitForCheckpoints(options.get(WAIT_FOR_CHECKPOINTS));
        options.getOptional(SPLITS_AT_ONCE).ifPresent(source::splitsAtOnce);
        options.getOptional(REPORT).ifPresent(source::reportTo);
        options.getOptional(BASE_URL).map(URI::create).ifPresent(url -> source.client(clientsAt(url)));
        return source;
    }

    private static ClientFactory clientsAt(URI url) {
        return () -> BacklinksClient.builder()
                .credentials(Credentials.fromEnvironment())
                .baseUrl(url);
    }

    private static BacklinksQuery query(String target, ReadableConfig options) {
        BacklinksQuery.Builder query = BacklinksQuery.builder(target);
        options.getOptional(FILTERS).map(Filter::parse).ifPresent(query::filters);
        options.getOptional(MODE).map(Mode::of).ifPresent(query::mode);
        options.getOptional(STATUS).map(BacklinksStatus::of).ifPresent(query::backlinksStatusType);
        return query.build();
    }
}
