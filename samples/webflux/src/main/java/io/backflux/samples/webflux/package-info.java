/** A service for programs and for people. */
@NullMarked
package io.backflux.samples.webflux;

import org.jspecify.annotations.NullMarked;
