package io.backflux.micrometer;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** What is observed of harvests, and under which keys. */
public enum BackfluxObservation implements ObservationDocumentation {

    /** One subscription to a harvest, until its completion, error or cancellation. Its parent is the subscriber's observation. */
    HARVEST {
        @Override
        public String getName() {
            return HarvestConvention.NAME;
        }

        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return HarvestConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return HarvestKey.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return HarvestDetail.values();
        }
    },

    /**
     * One attempt at a page, from its permit until its whole answer is here and its head has been read. Its parent is the harvest's.
     * No header is added to the request: the API learns of no trace.
     */
    REQUEST {
        @Override
        public String getName() {
            return RequestConvention.NAME;
        }

        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return RequestConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return RequestKey.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return RequestDetail.values();
        }
    };

    /** Low-cardinality keys of {@link #HARVEST}; {@code none} until its end. */
    public enum HarvestKey implements KeyName {

        /** A {@link io.backflux.HarvestStatus} in lower case: {@code complete}, {@code limited} or {@code failed}. */
        STATUS("backflux.status"),

        /** A {@link io.backflux.Strategy} in lower case, such as {@code chain}; {@code none} where that was never decided. */
        STRATEGY("backflux.strategy");

        private final String key;

        HarvestKey(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** High-cardinality keys of {@link #HARVEST}, of this run alone where it resumed. */
    public enum HarvestDetail implements KeyName {

        /** Rows emitted. */
        ROWS("backflux.rows"),

        /** Requests sent, retries included. */
        REQUESTS("backflux.requests"),

        /** USD. */
        COST("backflux.cost"),

        /** The query's target; left out unless {@linkplain BackfluxMicrometer#withTargets() asked for}. */
        TARGET("backflux.target") {
            @Override
            public boolean isRequired() {
                return false;
            }
        };

        private final String key;

        HarvestDetail(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** Low-cardinality keys of {@link #REQUEST}; each {@code none} where it isn't known. Those of HTTP are OpenTelemetry's. */
    public enum RequestKey implements KeyName {

        /** Always {@code POST}. */
        METHOD("http.request.method"),

        /** The base URL's host; {@code none} with a transport of the caller's own. */
        SERVER_ADDRESS("server.address"),

        /** The base URL's port. */
        SERVER_PORT("server.port"),

        /** The answer's HTTP status. */
        STATUS_CODE("http.response.status_code"),

        /**
         * The API's code where that says that it failed; what the transport failed of, a {@link
         * io.backflux.reactor.transport.TransportException.Problem} in lower case, or another exception's class; {@code cancelled}
         * where nobody wanted the answer any more, or could read it. {@code none} for a success.
         */
        ERROR_TYPE("error.type"),

        /** The API's own code, {@code 20000} for a success. */
        CODE("backflux.code");

        private final String key;

        RequestKey(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** High-cardinality keys of {@link #REQUEST}. */
    public enum RequestDetail implements KeyName {

        /** 0 for the first attempt at a page, and one more for each retry. */
        RESEND_COUNT("http.request.resend_count"),

        /** Which page of its harvest, in the order in which they were first requested. */
        PAGE("backflux.page"),

        /** USD; left out where the answer did not say. */
        COST("backflux.cost") {
            @Override
            public boolean isRequired() {
                return false;
            }
        },

        /** The vendor's id of the request, for their support; left out where the answer did not say. */
        TASK_ID("backflux.task_id") {
            @Override
            public boolean isRequired() {
                return false;
            }
        };

        private final String key;

        RequestDetail(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }
}
