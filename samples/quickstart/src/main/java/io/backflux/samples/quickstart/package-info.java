/** The programs of the README. */
@NullMarked
package io.backflux.samples.quickstart;

import org.jspecify.annotations.NullMarked;
