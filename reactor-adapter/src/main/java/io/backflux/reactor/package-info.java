/** The client: queries in, {@code Flux} out. Nothing is sent before somebody subscribes and asks for a row. */
@NullMarked
package io.backflux.reactor;

import org.jspecify.annotations.NullMarked;
