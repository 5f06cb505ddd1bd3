package io.backflux;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a row held that {@link Backlink} has no place for, so that nothing that was paid for is lost. Names are the
 * API's.
 *
 * @param unknown fields that this version does not know, in the order they came, each as compact JSON text in ASCII
 * @param unexpected known fields whose value this version would not write back as it came, each as compact JSON text in ASCII:
 *     of another type ({@code "rank": "12"}, the component is null), in another form ({@code "rank": 12.0}, the
 *     component is 12), or with more inside than is known
 * @param absent known fields that did not come at all, unlike those that came as null; and those that weren't selected
 */
public record Extras(Map<String, String> unknown, Map<String, String> unexpected, Set<String> absent) {

    /** Each known field came, as expected, and no other did. */
    public static final Extras NONE = new Extras(Map.of(), Map.of(), Set.of());

    public Extras {
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
        unexpected = Collections.unmodifiableMap(new LinkedHashMap<>(unexpected));
        absent = Collections.unmodifiableSet(new LinkedHashSet<>(absent));
    }

    /** Whether the row was just what {@link Backlink} has places for. */
    public boolean holdsNothing() {
        return unknown.isEmpty() && unexpected.isEmpty() && absent.isEmpty();
    }
}
