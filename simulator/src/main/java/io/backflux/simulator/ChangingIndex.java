package io.backflux.simulator;

import io.backflux.simulator.Tokens.Mark;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Rows that change between requests. A token holds the sort values of the last row, and the next page begins with the
 * first row that comes strictly after them: rows that tie with it are passed over.
 */
final class ChangingIndex implements Index {
    private final Settings settings;
    private final IndexChanges changes;
    private final Scheduler slowWork;
    private final Tokens tokens;
    private final MovingSelections selections = new MovingSelections();
    private final Map<String, ChangingRows> rows = new ConcurrentHashMap<>();

    ChangingIndex(Settings settings, IndexChanges changes, Scheduler slowWork) {
        this.settings = settings;
        this.changes = changes;
        this.slowWork = slowWork;
        this.tokens = new Tokens(settings.seed(), settings.username());
    }

    private ChangingRows rows(String target) {
        return rows.computeIfAbsent(target, key -> new ChangingRows(settings.data(key), settings.clock()));
    }

    @Override
    public DataSet atRequest(String target) {
        return rows(target).atRequest(changes);
    }

    @Override
    public DataSet now(String target) {
        return rows(target).now();
    }

    @Override
    public void change(String target, IndexChanges step) {
        rows(target).change(step);
    }

    @Override
    public Mono<Selection> select(DataSet data, Query query) {
        return Mono.fromCallable(() -> selections.of(data, query)).subscribeOn(slowWork);
    }

    @Override
    public int first(Query query, DataSet data, Selection selection) {
        Mark mark = mark(query);
        return mark == null
                ? query.offset()
                : SortKey.positionAfter(mark.values(), new RowOrder(data, query.rules()), selection);
    }

    @Override
    public String next(Query query, DataSet data, Selection selection, int first, int rows) {
        Mark mark = mark(query);
        int passed = mark == null ? query.offset() : mark.passed();
        if (rows == 0) {
            return tokens.token(query, new Mark(mark == null ? Map.of() : mark.values(), passed + query.limit()));
        }
        List<SortRule> rules = query.rules();
        Row last = data.row(selection.index(first + rows - 1));
        return tokens.token(query, new Mark(SortKey.of(last, rules), passed + rows));
    }

    private @Nullable Mark mark(Query query) {
        if (query.token() == null) {
            return null;
        }
        return Tokens.read(query.token())
                .filter(mark -> tokens.token(query, mark).equals(query.token()))
                .orElseThrow(() -> Refusal.invalid("search_after_token"));
    }
}
