/** Parallel harvests in virtual time: whether what is said of them is true, what slots bring, and what they cost. */
@NullMarked
package io.backflux.partition.trial;

import org.jspecify.annotations.NullMarked;
