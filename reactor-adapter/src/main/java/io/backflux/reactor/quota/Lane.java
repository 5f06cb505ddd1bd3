package io.backflux.reactor.quota;

/** placeholder */
public enum Lane {
    INTERACTIVE,
    BULK
}
