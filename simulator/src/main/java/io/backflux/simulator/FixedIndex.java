package io.backflux.simulator;

import java.util.OptionalInt;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Rows that stay as they are; a chain goes on by position, so that none is lost. */
final class FixedIndex implements Index {
    private final Settings settings;
    private final Selections selections;
    private final Tokens tokens;

    FixedIndex(Settings settings, Scheduler slowWork) {
        this.settings = settings;
        this.selections = new Selections(slowWork);
        this.tokens = new Tokens(settings.seed(), settings.username());
    }

    @Override
    public DataSet atRequest(String target) {
        return now(target);
    }

    @Override
    public DataSet now(String target) {
        return settings.data(target);
    }

    @Override
    public void change(String target, IndexChanges changes) {
        throw new IllegalStateException("the simulator must be built with changing(...)");
    }

    @Override
    public Mono<Selection> select(DataSet data, Query query) {
        return selections.of(data, query);
    }

    @Override
    public int first(Query query, DataSet data, Selection selection) {
        if (query.token() == null) {
            return query.offset();
        }
        OptionalInt position = Tokens.position(query.token());
        if (position.isEmpty()
                || !tokens.token(query, data, selection, position.getAsInt()).equals(query.token())) {
            throw Refusal.invalid("search_after_token");
        }
        return position.getAsInt();
    }

    @Override
    public String next(Query query, DataSet data, Selection selection, int first, int rows) {
        return tokens.token(query, data, selection, first + (rows == 0 ? query.limit() : rows));
    }
}
