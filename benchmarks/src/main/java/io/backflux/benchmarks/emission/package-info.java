/** What it costs to hand rows on, beyond reading them. */
@NullMarked
package io.backflux.benchmarks.emission;

import org.jspecify.annotations.NullMarked;
