/** What the library costs, measured beside what else one would use. */
@NullMarked
package io.backflux.benchmarks;

import org.jspecify.annotations.NullMarked;
