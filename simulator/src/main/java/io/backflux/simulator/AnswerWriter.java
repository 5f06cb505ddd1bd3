package io.backflux.simulator;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes envelopes, tasks and results in the order of the API's bytes: the cost early, the token last. */
final class AnswerWriter {
    private static final String VERSION = "0.1.20261101";

    private final Settings settings;

    AnswerWriter(Settings settings) {
        this.settings = settings;
    }

    /** An envelope that fails as a whole. */
    Answer envelope(int number, int code, int httpStatus) {
        JsonWriter json = new JsonWriter(settings.pretty());
        head(json, number, code, BigDecimal.ZERO);
        json.name("tasks_count").value(0L);
        json.name("tasks_error").value(0L);
        json.name("tasks").nullValue().endObject();
        return Answer.json(httpStatus, json.body(), code, 0, BigDecimal.ZERO);
    }

    /** An envelope of 20000 around these tasks. */
    Answer tasks(int number, List<TaskAnswer> tasks) {
        JsonWriter json = new JsonWriter(settings.pretty());
        BigDecimal cost = tasks.stream().map(TaskAnswer::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        head(json, number, Codes.OK, cost);
        json.name("tasks_count").value((long) tasks.size());
        json.name("tasks_error")
                .value(tasks.stream().filter(AnswerWriter::isError).count());
        json.name("tasks").beginArray();
        for (int i = 0; i < tasks.size(); i++) {
            task(json, number, i, tasks.get(i));
        }
        json.endArray().endObject();
        int code = tasks.isEmpty() ? Codes.OK : tasks.get(0).code();
        int rows = tasks.stream().mapToInt(TaskAnswer::rows).sum();
        return Answer.json(Codes.httpStatus(code), json.body(), code, rows, cost);
    }

    private static boolean isError(TaskAnswer task) {
        return task.code() != Codes.OK && task.code() != Codes.NO_RESULTS;
    }

    private void head(JsonWriter json, int number, int code, BigDecimal cost) {
        json.beginObject();
        json.name("version").text(VERSION);
        json.name("status_code").value((long) code);
        json.name("status_message").text(Codes.message(code));
        json.name("time").text(time(number));
        json.name("cost").value((Object) cost);
    }

    private String time(int number) {
        return "0." + (1000 + Mix.below(Mix.of(settings.seed(), number), 9000)) + " sec.";
    }

    private void task(JsonWriter json, int number, int place, TaskAnswer task) {
        json.beginObject();
        json.name("id").text(id(number, place));
        json.name("status_code").value((long) task.code());
        json.name("status_message").text(task.message());
        json.name("time").text(time(number));
        json.name("cost").value((Object) task.cost());
        json.name("result_count").value(task.page() == null ? 0L : 1L);
        json.name("path").value((Object) List.of("v3", "backlinks", "backlinks", "live"));
        json.name("data").value((Object) data(task.parameters()));
        json.name("result");
        if (task.page() == null) {
            json.nullValue();
        } else {
            json.beginArray();
            result(json, task.page());
            json.endArray();
        }
        json.endObject();
    }

    private String id(int number, int place) {
        long hash = Mix.of(settings.seed() + place, number);
        HexFormat hex = HexFormat.of();
        return "11231200-" + hex.toHexDigits(number, 4) + "-0269-0000-" + hex.toHexDigits(hash, 12);
    }

    private static Map<String, @Nullable Object> data(Map<String, @Nullable Object> parameters) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("api", "backlinks");
        data.put("function", "backlinks");
        data.putAll(parameters);
        return data;
    }

    private static void result(JsonWriter json, Page page) {
        json.beginObject();
        json.name("target").text(page.query().target());
        json.name("mode").value(page.query().parameters().get("mode"));
        json.name("custom_mode").value(page.query().parameters().get("custom_mode"));
        json.name("total_count").value((@Nullable Object) page.total());
        json.name("items_count").value((long) page.rows());
        json.name("items");
        if (page.itemsNull()) {
            json.nullValue();
        } else {
            items(json, page);
        }
        if (page.tokenShown()) {
            json.name("search_after_token").text(page.token());
        }
        json.endObject();
    }

    private static void items(JsonWriter json, Page page) {
        RowWriter writer = new RowWriter(json);
        json.beginArray();
        for (int position = page.first(); position < page.first() + page.rows(); position++) {
            Row row = page.data()
                    .row(page.selection().index(position), page.query().scale());
            writer.write(row, page.selection().groupCount(position));
        }
        json.endArray();
    }
}
