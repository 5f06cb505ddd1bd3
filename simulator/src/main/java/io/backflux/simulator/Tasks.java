package io.backflux.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The tasks of a request: one that counts, and those that are too many. */
record Tasks(Map<String, @Nullable Object> first, List<Map<String, @Nullable Object>> extra, boolean isUnreadable) {

    private static final Tasks UNREADABLE = new Tasks(Map.of(), List.of(), true);

    static Tasks read(byte[] body) {
        try {
            return JsonReader.read(body) instanceof List<?> list && !list.isEmpty() ? of(list) : UNREADABLE;
        } catch (JacksonException e) {
            return UNREADABLE;
        }
    }

    private static Tasks of(List<?> list) {
        List<Map<String, @Nullable Object>> tasks = new ArrayList<>();
        for (Object task : list) {
            if (!(task instanceof Map<?, ?>)) {
                return UNREADABLE;
            }
            @SuppressWarnings("unchecked") // the reader makes no other maps
            Map<String, @Nullable Object> parameters = (Map<String, @Nullable Object>) task;
            tasks.add(parameters);
        }
        return new Tasks(tasks.get(0), List.copyOf(tasks.subList(1, tasks.size())), false);
    }
}
