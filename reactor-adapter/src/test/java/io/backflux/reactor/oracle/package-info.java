/** A model of the API and its index, and a judge of what a harvest made of them. Shares no code with what it judges. */
@NullMarked
package io.backflux.reactor.oracle;

import org.jspecify.annotations.NullMarked;
