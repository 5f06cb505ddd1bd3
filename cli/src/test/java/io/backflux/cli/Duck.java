package io.backflux.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB, which reads a file as the guide says. */
final class Duck implements AutoCloseable {

    private final Connection connection;

    Duck() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET TimeZone = 'UTC'");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A view named {@code links} with the same names and types whatever the format. */
    void view(RowFormat format, Path file) throws SQLException {
        execute("CREATE OR REPLACE VIEW links AS " + select(format, file));
    }

    static String select(RowFormat format, Path file) {
        return switch (format) {
            case PARQUET, DATASET -> "SELECT * FROM read_parquet('" + file + "')";
            case CSV ->
                "SELECT * REPLACE (from_json(attributes, '[\"VARCHAR\"]') AS attributes,"
                        + " from_json(domain_from_platform_type, '[\"VARCHAR\"]') AS domain_from_platform_type,"
                        + " from_json(ranked_keywords_info, '{\"page_from_keywords_count_top_3\": \"BIGINT\","
                        + " \"page_from_keywords_count_top_10\": \"BIGINT\","
                        + " \"page_from_keywords_count_top_100\": \"BIGINT\"}') AS ranked_keywords_info,"
                        + " from_json(indirect_link_path, '[{\"type\": \"VARCHAR\", \"status_code\": \"INTEGER\","
                        + " \"url\": \"VARCHAR\"}]') AS indirect_link_path)"
                        + " FROM read_csv('" + file + "', header = true, quote = '\"', escape = '\"', delim = ',',"
                        + " allow_quoted_nulls = false, columns = {" + csvColumns() + "})";
            default ->
                "SELECT * REPLACE (" + times() + ") FROM read_json('" + file
                        + "', format = 'newline_delimited', columns = {" + jsonColumns() + "})";
        };
    }

    private static String times() {
        List<String> casts = new ArrayList<>();
        for (String name : FormatSamples.TIME_FIELDS) {
            casts.add("strptime(" + name + ", '%Y-%m-%d %H:%M:%S %z') AS " + name);
        }
        return String.join(", ", casts);
    }

    private static String jsonColumns() {
        return columns("VARCHAR", "VARCHAR[]", keywords(), path()) + ", new_field: 'VARCHAR'";
    }

    private static String csvColumns() {
        StringBuilder columns = new StringBuilder();
        for (TableColumn column : TableColumn.ALL) {
            String name = column.name();
            String type = FormatSamples.BOOLEAN_FIELDS.contains(name)
                    ? "BOOLEAN"
                    : FormatSamples.INTEGER_FIELDS.contains(name)
                            ? "INTEGER"
                            : FormatSamples.LONG_FIELDS.contains(name)
                                    ? "BIGINT"
                                    : FormatSamples.TIME_FIELDS.contains(name) ? "TIMESTAMPTZ" : "VARCHAR";
            columns.append(columns.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(": '")
                    .append(type)
                    .append('\'');
        }
        return columns.toString();
    }

    private static String columns(String time, String list, String keywords, String path) {
        List<String> columns = new ArrayList<>();
        FormatSamples.TEXT_FIELDS.forEach(name -> columns.add(name + ": 'VARCHAR'"));
        FormatSamples.BOOLEAN_FIELDS.forEach(name -> columns.add(name + ": 'BOOLEAN'"));
        FormatSamples.INTEGER_FIELDS.forEach(name -> columns.add(name + ": 'INTEGER'"));
        FormatSamples.LONG_FIELDS.forEach(name -> columns.add(name + ": 'BIGINT'"));
        FormatSamples.TIME_FIELDS.forEach(name -> columns.add(name + ": '" + time + '\''));
        FormatSamples.LIST_FIELDS.forEach(name -> columns.add(name + ": '" + list + '\''));
        columns.add("ranked_keywords_info: '" + keywords + '\'');
        columns.add("indirect_link_path: '" + path + '\'');
        return String.join(", ", columns);
    }

    private static String keywords() {
        return "STRUCT(page_from_keywords_count_top_3 BIGINT, page_from_keywords_count_top_10 BIGINT,"
                + " page_from_keywords_count_top_100 BIGINT)";
    }

    private static String path() {
        return "STRUCT(\"type\" VARCHAR, status_code INTEGER, url VARCHAR)[]";
    }

    /** Rows, their values in one text each. */
    List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            int columns = results.getMetaData().getColumnCount();
            while (results.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i == 1 ? "" : "|").append(results.getString(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
