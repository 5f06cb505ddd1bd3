package io.backflux.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The tasks of a request: one that counts, and those that are too many.
 *
 * @param refusal the code of a request that holds no task; 0 otherwise
 */
record Tasks(Map<String, @Nullable Object> first, List<Map<String, @Nullable Object>> extra, int refusal) {

    static Tasks read(byte[] body) {
        if (isBlank(body)) {
            return refused(Codes.NO_DATA);
        }
        try {
            return of(JsonReader.read(body));
        } catch (JacksonException e) {
            return refused(Codes.INVALID_DATA);
        }
    }

    private static boolean isBlank(byte[] body) {
        for (byte one : body) {
            if (one != ' ' && one != '\n' && one != '\r' && one != '\t') {
                return false;
            }
        }
        return true;
    }

    private static Tasks refused(int code) {
        return new Tasks(Map.of(), List.of(), code);
    }

    /** Tasks stand in an array, or in an object under their numbers, as some languages write a list that they number. */
    private static Tasks of(@Nullable Object body) {
        if (body == null) {
            return refused(Codes.NO_DATA);
        }
        if (body instanceof Map<?, ?> map && map.keySet().stream().allMatch(Tasks::isNumber)) {
            return of(map.values());
        }
        return body instanceof List<?> list ? of(list) : refused(Codes.INVALID_DATA);
    }

    private static boolean isNumber(Object name) {
        String text = (String) name;
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Tasks of(Collection<?> values) {
        List<Map<String, @Nullable Object>> tasks = new ArrayList<>();
        for (Object task : values) {
            if (!(task instanceof Map<?, ?>)) {
                return refused(Codes.INVALID_DATA);
            }
            @SuppressWarnings("unchecked") // the reader makes no other maps
            Map<String, @Nullable Object> parameters = (Map<String, @Nullable Object>) task;
            tasks.add(parameters);
        }
        return tasks.isEmpty()
                ? refused(Codes.NO_DATA)
                : new Tasks(tasks.get(0), List.copyOf(tasks.subList(1, tasks.size())), 0);
    }
}
