package io.backflux.wire;

import io.backflux.Extras;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of one row has no place in its fields. Rows that lack the same fields share what says so. */
final class ExtrasCollector {

    private final Selection selection;
    private @Nullable Map<String, String> unknown;
    private @Nullable Map<String, String> unexpected;
    private long seen;
    private long lastSeen = Selection.WHOLE.wanted();
    private Extras lastAbsent = Extras.NONE;

    ExtrasCollector(Selection selection) {
        this.selection = selection;
    }

    void clear() {
        unknown = null;
        unexpected = null;
        seen = 0;
    }

    /** Notes that the field came. Of a name that comes twice the last one counts. */
    void saw(Column column) {
        seen |= column.bit() & selection.wanted();
        if (unexpected != null) {
            unexpected.remove(column.apiName.getValue());
        }
    }

    void keepUnknown(String name, String json) {
        if (unknown == null) {
            unknown = new LinkedHashMap<>();
        }
        unknown.put(name, json);
    }

    void keepUnexpected(Column column, String json) {
        if (!selection.wants(column)) {
            return;
        }
        if (unexpected == null) {
            unexpected = new LinkedHashMap<>();
        }
        unexpected.put(column.apiName.getValue(), json);
    }

    Extras extras() {
        if (unknown != null || unexpected != null) {
            return new Extras(
                    unknown == null ? Map.of() : unknown, unexpected == null ? Map.of() : unexpected, absent());
        }
        if (seen != lastSeen) {
            lastAbsent = seen == Selection.WHOLE.wanted() ? Extras.NONE : new Extras(Map.of(), Map.of(), absent());
            lastSeen = seen;
        }
        return lastAbsent;
    }

    private Set<String> absent() {
        Set<String> names = new LinkedHashSet<>();
        for (Column column : Column.ALL) {
            if ((seen & column.bit()) == 0) {
                names.add(column.apiName.getValue());
            }
        }
        return names;
    }
}
