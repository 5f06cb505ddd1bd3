/** What one account may send: so many requests at once, and so many a minute. */
@NullMarked
package io.backflux.reactor.quota;

import org.jspecify.annotations.NullMarked;
