/**
 * How a harvest fails. One tree, split by the caller's one question: may the same request succeed if it is sent again
 * ({@link io.backflux.error.TransientException}), or must something be changed first
 * ({@link io.backflux.error.PermanentException})?
 */
@NullMarked
package io.backflux.error;

import org.jspecify.annotations.NullMarked;
