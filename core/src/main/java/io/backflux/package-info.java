/**
 * What is asked and what comes back: queries, rows, pages and summaries. Values only; nothing here waits, sends or reads
 * a clock.
 */
@NullMarked
package io.backflux;

import org.jspecify.annotations.NullMarked;
