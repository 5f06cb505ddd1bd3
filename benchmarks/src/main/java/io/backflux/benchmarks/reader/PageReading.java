package io.backflux.benchmarks.reader;

import java.util.function.Consumer;

/** A way to read a page. Not for use by several threads at once. */
interface PageReading {

    /**
     * Reads the whole page.
     *
     * @param rows is given each row as soon as there is one, or a list of them all
     */
    void read(byte[] page, Consumer<Object> rows);
}
