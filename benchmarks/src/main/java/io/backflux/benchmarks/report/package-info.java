/** Results as tables, charts and files. */
@NullMarked
package io.backflux.benchmarks.report;

import org.jspecify.annotations.NullMarked;
