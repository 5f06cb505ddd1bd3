/** What a permit costs. */
@NullMarked
package io.backflux.benchmarks.quota;

import org.jspecify.annotations.NullMarked;
