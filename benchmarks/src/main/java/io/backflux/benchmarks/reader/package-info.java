/** Rows from the bytes of a page in memory: this library's reader, the tokens that are its floor, and its peers. */
@NullMarked
package io.backflux.benchmarks.reader;

import org.jspecify.annotations.NullMarked;
