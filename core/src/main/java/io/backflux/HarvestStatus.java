package io.backflux;

/** How a harvest ended. */
public enum HarvestStatus {
    /** The server had no more rows. */
    COMPLETE,
    /** The caller wanted no more: a maximum was reached, or the subscription was cancelled. */
    LIMITED,
    /** An error ended it. What was handed on before is good. */
    FAILED
}
