package io.backflux.cli;

import io.backflux.BacklinksQuery;

/**
 * A target of a list.
 *
 * @param number in the list, from 0, without what is there twice
 * @param line where it stands, from 1
 * @param query what is asked for
 * @param fileName of its rows: no other target of the list has it, in any letters
 */
record ListedTarget(int number, long line, BacklinksQuery query, String fileName) {

    String target() {
        return query.target();
    }
}
