package io.backflux.simulator;

import reactor.core.publisher.Mono;

/** Where the rows of a page come from, and how a chain of pages finds its place again. */
interface Index {
    /** The rows of a target as a request finds them. */
    DataSet atRequest(String target);

    /** The rows of a target as they stand. */
    DataSet now(String target);

    void change(String target, IndexChanges changes);

    Mono<Selection> select(DataSet data, Query query);

    /**
     * The position of a page's first row.
     *
     * @throws Refusal when the token isn't one of ours for this query
     */
    int first(Query query, DataSet data, Selection selection);

    /** The token that goes on after a page; a page without rows counts as a full one. */
    String next(Query query, DataSet data, Selection selection, int first, int rows);
}
