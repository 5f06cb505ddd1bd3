package io.backflux.micrometer;

/** What an observation failed of where there is no exception for it; in few words, without target or token, and without a trace. */
final class ObservedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ObservedFailure(String what) {
        super(what, null, false, false);
    }
}
