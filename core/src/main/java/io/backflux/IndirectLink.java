package io.backflux;

import org.jspecify.annotations.Nullable;

/**
 * One step on the way of an indirect link (the vendor's document).
 *
 * @param type {@code redirect} or {@code canonical}; the set is open
 * @param statusCode HTTP status of {@code url}
 * @param url URL of the step
 */
public record IndirectLink(
        @Nullable String type,
        @Nullable Integer statusCode,
        @Nullable String url) {}
