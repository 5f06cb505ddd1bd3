/**
 * A {@link io.backflux.reactor.BacklinksClient} for applications of Spring Boot, from the properties {@code backflux.username} and
 * {@code backflux.password}.
 */
@NullMarked
package io.backflux.spring.boot;

import org.jspecify.annotations.NullMarked;
