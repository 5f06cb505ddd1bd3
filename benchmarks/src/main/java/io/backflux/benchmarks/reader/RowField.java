package io.backflux.benchmarks.reader;

import io.backflux.Backlink;
import io.backflux.IndirectLink;
import io.backflux.RankedKeywordsInfo;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a row, in the order of the record's components, which is the API's.
 *
 * @param index 0 for the first
 */
record RowField(String apiName, int index, Kind kind) {

    enum Kind {
        TEXT,
        BOOLEAN,
        INTEGER,
        LONG,
        TIME,
        TEXTS,
        KEYWORDS,
        PATH
    }

    static final List<RowField> ALL = all();

    private static final RowField[] IN_ORDER = ALL.toArray(RowField[]::new);
    private static final Map<String, RowField> BY_NAME = byName();

    /**
     * The field of that name; null where none has it.
     *
     * @param previous the field before it in the row, which it probably follows
     */
    static @Nullable RowField named(String apiName, @Nullable RowField previous) {
        int next = previous == null ? 0 : previous.index + 1;
        if (next < IN_ORDER.length && IN_ORDER[next].apiName.equals(apiName)) {
            return IN_ORDER[next];
        }
        return BY_NAME.get(apiName);
    }

    private static List<RowField> all() {
        List<RowField> fields = new ArrayList<>();
        for (RecordComponent component : Backlink.class.getRecordComponents()) {
            if (!component.getName().equals("extras")) {
                String apiName =
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
                fields.add(new RowField(apiName, fields.size(), kindOf(component.getGenericType())));
            }
        }
        return List.copyOf(fields);
    }

    private static Kind kindOf(Type type) {
        if (type instanceof ParameterizedType list) {
            return list.getActualTypeArguments()[0] == IndirectLink.class ? Kind.PATH : Kind.TEXTS;
        }
        Map<Type, Kind> kinds = Map.of(
                String.class, Kind.TEXT,
                Boolean.class, Kind.BOOLEAN,
                Integer.class, Kind.INTEGER,
                Long.class, Kind.LONG,
                Instant.class, Kind.TIME,
                RankedKeywordsInfo.class, Kind.KEYWORDS);
        return Objects.requireNonNull(kinds.get(type), type::getTypeName);
    }

    private static Map<String, RowField> byName() {
        Map<String, RowField> byName = new HashMap<>();
        for (RowField field : ALL) {
            byName.put(field.apiName, field);
        }
        return byName;
    }
}
