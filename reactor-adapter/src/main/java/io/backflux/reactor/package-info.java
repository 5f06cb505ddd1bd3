/**
 * The client: queries in, {@code Flux} out. Nothing is sent before somebody subscribes and asks for a row. Behind the face,
 * {@code HarvestSubscription} is one subscription, and {@code PagesInFlight} requests its pages.
 */
@NullMarked
package io.backflux.reactor;

import org.jspecify.annotations.NullMarked;
