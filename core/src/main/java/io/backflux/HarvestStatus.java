package io.backflux;

/** How a harvest ended. */
public enum HarvestStatus {
    /** The server had no more rows. {@link HarvestProof} says whether that is all that it had promised. */
    COMPLETE,
    /** The caller wanted no more: a maximum of rows or of cost was reached, or the subscription was cancelled. */
    LIMITED,
    /** An error ended it. What was emitted before is good. */
    FAILED
}
