package io.backflux.simulator;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers a task: finds its rows, its place in the chain and the token that goes on. */
final class Pages {
    private static final String ELSEWHERE = "elsewhere.example";

    private final Settings settings;
    private final Index index;

    Pages(Settings settings, Index index) {
        this.settings = settings;
        this.index = index;
    }

    /**
     * @param number the request's
     * @param fault changes the page when it is a fault of pages, else it changes nothing
     */
    Mono<TaskAnswer> answer(int number, Map<String, @Nullable Object> task, @Nullable Fault fault) {
        return Mono.defer(() -> {
                    Query query = QueryReader.read(task, settings.quirks());
                    DataSet data = index.atRequest(query.target());
                    return index.select(data, query)
                            .map(found -> answer(task, query, data, found, fault))
                            .map(answer -> query.tiesByChance() ? answer.withTies(chance(number)) : answer);
                })
                .onErrorResume(Refusal.class, refusal -> Mono.just(TaskAnswer.refused(refusal, task)));
    }

    private long chance(int number) {
        return Mix.of(settings.seed() ^ 0x71E5, number);
    }

    /** The number of the page that a task asks for, from 1. */
    static int pageNumber(Map<String, @Nullable Object> task) {
        if (!(task.get("search_after_token") instanceof String token)) {
            return 1;
        }
        long limit = task.get("limit") instanceof Long number ? Math.max(1, number) : 100;
        long offset = task.get("offset") instanceof Long number ? number : 0;
        long passed = Tokens.position(token).orElse(0) - offset;
        return Math.max(2, (int) ((passed + limit - 1) / limit) + 1);
    }

    private TaskAnswer answer(
            Map<String, @Nullable Object> task, Query query, DataSet data, Selection selection, @Nullable Fault fault) {
        int first = index.first(query, data, selection);
        int rows = rows(query, Math.max(0, selection.size() - first), fault);
        BigDecimal cost = settings.prices().of(rows);
        if (rows == 0 && settings.end() == EndStyle.NO_RESULTS_40102) {
            return new TaskAnswer(Codes.NO_RESULTS, Codes.message(Codes.NO_RESULTS), cost, task, null);
        }
        String token = fault == Fault.REPEATED_TOKEN && query.token() != null
                ? query.token()
                : token(query, data, selection, first, rows);
        Page page = new Page(
                query,
                data,
                selection,
                first,
                rows,
                token,
                token != null || settings.end() != EndStyle.TOKEN_ABSENT,
                rows == 0 && settings.end() == EndStyle.NULL_ITEMS,
                settings.total(selection.size()));
        TaskAnswer answer = new TaskAnswer(Codes.OK, Codes.message(Codes.OK), cost, task, page);
        return fault == Fault.OTHER_TARGET ? elsewhere(answer, page) : answer;
    }

    /** The page of another target, as if answers had been mixed up. */
    private TaskAnswer elsewhere(TaskAnswer answer, Page page) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>(answer.parameters());
        parameters.put("target", ELSEWHERE);
        return new TaskAnswer(
                answer.code(),
                answer.message(),
                answer.cost(),
                parameters,
                page.of(page.query().withTarget(ELSEWHERE), settings.data(ELSEWHERE)));
    }

    private static int rows(Query query, int left, @Nullable Fault fault) {
        int rows = Math.min(query.limit(), left);
        return fault == Fault.SHORT_PAGE && rows > 1 ? rows / 2 : rows;
    }

    private @Nullable String token(Query query, DataSet data, Selection selection, int first, int rows) {
        boolean more = first + rows < selection.size();
        boolean kept = rows == 0
                ? settings.end() == EndStyle.TOKEN_KEPT
                : settings.end().lastPageHasToken();
        return more || kept ? index.next(query, data, selection, first, rows) : null;
    }
}
