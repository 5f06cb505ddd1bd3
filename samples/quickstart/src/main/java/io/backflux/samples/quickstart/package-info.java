/** The programs of the README and of the guide. */
@NullMarked
package io.backflux.samples.quickstart;

import org.jspecify.annotations.NullMarked;
