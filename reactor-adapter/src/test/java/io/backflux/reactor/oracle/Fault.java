package io.backflux.reactor.oracle;

/** Something that a harvest must not do. */
record Fault(Kind kind, String words) {

    enum Kind {
        /** It did not come to an end, or asked without end. */
        HANG,
        /** Not one terminal signal, or one after a cancel. */
        SIGNALS,
        /** Not one summary. */
        SUMMARY,
        /** It went on after its end. */
        AFTER_END,
        /** It cost more than its maximum. */
        COST,
        /** It asked for much more than it needed. */
        REQUESTS,
        /** Its counts are not those of what it delivered. */
        COUNTS,
        /** Rows that were there all the time did not come. */
        LOST,
        /** Rows came more often than they were ever there. */
        TWICE,
        /** It says <em>proven</em> and rows were lost or came twice. */
        FALSE_PROVEN,
        /** It says that the rows aren't the whole, and they are. */
        FALSE_ALARM,
        /** It is in doubt of the whole though nothing speaks against it. */
        SHY,
        /** It failed though nothing kept it from going on. */
        FAILED,
        /** It failed with something other than its own errors. */
        CRASH,
        /** It sent what the API's document does not allow. */
        INVALID_REQUEST
    }
}
