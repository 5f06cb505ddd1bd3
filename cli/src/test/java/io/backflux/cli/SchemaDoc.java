package io.backflux.cli;

import io.backflux.Backlink;
import io.backflux.BacklinkColumn;
import io.backflux.ColumnType;
import io.backflux.ColumnType.ListOf;
import io.backflux.ColumnType.Part;
import io.backflux.ColumnType.Scalar;
import io.backflux.ColumnType.Struct;
import io.backflux.IndirectLink;
import io.backflux.RankedKeywordsInfo;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/schema.md is made of: the table of columns, and what the Javadoc of the values says of each. */
final class SchemaDoc {

    static final Path FILE = Path.of("..", "docs", "schema.md");

    private static final Path SOURCES = Path.of("..", "core", "src", "main", "java", "io", "backflux");
    private static final Pattern COMPONENT = Pattern.compile("@param (\\w+) (.*?)(?= \\* @param|\\*/)", Pattern.DOTALL);

    private static final String HEAD = """
            # The schema of the rows

            Of each column its type in Java (a component of `Backlink`), in Parquet (a type, with a logical one), and in DuckDB once it is read
            from Parquet. In NDJSON they have the API's own form, so a time is a text such as `2023-02-10 16:15:27 +00:00` there.

            This file is generated from `BacklinkColumn` and the Javadoc of the values; a test fails where it isn't what they say, and names
            the command that writes it anew.

            ## What the API sends
            Source: `tasks[].result[].items[]` of its answers, under the same names and in this order. Nothing is promised by the API, so
            **each column may be null**. Texts that are one of a set may be others one day.

            | Column | Java | Parquet | DuckDB | Meaning |
            |---|---|---|---|---|
            """;

    private static final String PARTS = """

            ## Columns with parts
            Each part may be null, too. In DuckDB `ranked_keywords_info.page_from_keywords_count_top_3` reads one.

            | Part | Java | Parquet | DuckDB | Meaning |
            |---|---|---|---|---|
            """;

    private static final String TAIL = """

            ## What is put beside them
            Source: Backflux. A CSV or Parquet file of whole rows has `extras` as its last column, a text (`string`, `VARCHAR`) and mostly null: a JSON
            object of the fields that aren't in this list, and of the values that aren't of their column's type. NDJSON has them where they came.
            A data set (`--format parquet-dataset`) begins with `target` (`VARCHAR`) and `harvested_at` (`TIMESTAMPTZ`), which are never null.

            ## What is chosen
            `--select` of the command, and `columns` of a harvest, choose among these columns. `url_from`, `url_to`, `item_type`, `anchor`,
            `first_seen`, `last_seen` and `is_lost` are read whatever is chosen, as rows are known by them; what isn't chosen is written nowhere.
            Fields that aren't in this list, and `extras`, come along in whole rows only.
            """;

    private SchemaDoc() {}

    static String generated() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        Map<String, String> meanings = meanings(Backlink.class);
        for (BacklinkColumn column : BacklinkColumn.values()) {
            text.append(line(column.apiName(), javaOf(column), column.type(), meaning(meanings, column.apiName())));
        }
        text.append(PARTS);
        Map<String, String> keywords = meanings(RankedKeywordsInfo.class);
        Map<String, String> links = meanings(IndirectLink.class);
        for (BacklinkColumn column : BacklinkColumn.values()) {
            for (Part part : parts(column.type())) {
                boolean isList = column.type() instanceof ListOf;
                text.append(line(
                        (isList ? column.apiName() + "[]." : "…") + part.name(),
                        java((Scalar) part.type()),
                        part.type(),
                        meaning(isList ? links : keywords, part.name())));
            }
        }
        return text.append(TAIL).toString();
    }

    private static List<Part> parts(ColumnType type) {
        ColumnType inner = type instanceof ListOf list ? list.element() : type;
        return inner instanceof Struct struct ? struct.parts() : List.of();
    }

    private static String line(String name, String java, ColumnType type, String meaning) {
        return "| " + String.join(" | ", name, java, parquet(type), duckDb(type), meaning) + " |\n";
    }

    private static String javaOf(BacklinkColumn column) {
        return Arrays.stream(Backlink.class.getRecordComponents())
                .filter(component -> component.getName().equalsIgnoreCase(plain(column.apiName())))
                .map(component -> component.getGenericType() instanceof ParameterizedType list
                        ? "list of " + ((Class<?>) list.getActualTypeArguments()[0]).getSimpleName()
                        : component.getType().getSimpleName())
                .findFirst()
                .orElseThrow();
    }

    private static String plain(String apiName) {
        return apiName.replace("_", "");
    }

    private static String java(Scalar type) {
        return switch (type) {
            case TEXT -> "String";
            case BOOLEAN -> "Boolean";
            case INTEGER -> "Integer";
            case LONG -> "Long";
            case TIMESTAMP -> "Instant";
        };
    }

    private static String parquet(ColumnType type) {
        if (type instanceof ListOf list) {
            return "list of " + parquet(list.element());
        }
        return type instanceof Scalar scalar
                ? switch (scalar) {
                    case TEXT -> "string";
                    case BOOLEAN -> "boolean";
                    case INTEGER -> "int32";
                    case LONG -> "int64";
                    case TIMESTAMP -> "timestamp, µs, UTC";
                }
                : "group";
    }

    private static String duckDb(ColumnType type) {
        if (type instanceof ListOf list) {
            return duckDb(list.element()) + "[]";
        }
        return type instanceof Scalar scalar
                ? switch (scalar) {
                    case TEXT -> "VARCHAR";
                    case BOOLEAN -> "BOOLEAN";
                    case INTEGER -> "INTEGER";
                    case LONG -> "BIGINT";
                    case TIMESTAMP -> "TIMESTAMPTZ";
                }
                : "STRUCT";
    }

    private static String meaning(Map<String, String> meanings, String apiName) {
        String meaning = meanings.get(plain(apiName));
        if (meaning == null) {
            throw new IllegalStateException("nobody says what " + apiName + " means");
        }
        return meaning;
    }

    /** By the component's name in small letters. */
    private static Map<String, String> meanings(Class<?> type) throws IOException {
        String source = Files.readString(SOURCES.resolve(type.getSimpleName() + ".java"));
        Matcher component = COMPONENT.matcher(source.substring(0, source.indexOf("public record")));
        Map<String, String> meanings = new HashMap<>();
        while (component.find()) {
            meanings.put(component.group(1).toLowerCase(Locale.ROOT), markdown(component.group(2)));
        }
        return meanings;
    }

    private static String markdown(String javadoc) {
        String text = javadoc.replaceAll("\\s+\\*?\\s*", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link (\\w+)#?(\\w*)}", "`$1.$2`")
                .replace(".`", "`")
                .strip();
        for (BacklinkColumn column : BacklinkColumn.values()) {
            text = text.replaceAll("(?i)`" + plain(column.apiName()) + "`", "`" + column.apiName() + "`");
        }
        return text;
    }

    /** Lines that are too long for people. */
    static List<String> longLines(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.removeIf(line -> line.length() <= 140);
        return lines;
    }
}
