/** Parallel harvests in virtual time: what slots bring, and what they cost. */
@NullMarked
package io.backflux.benchmarks.parallel;

import org.jspecify.annotations.NullMarked;
