package io.backflux.micrometer;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/** The meters that are kept of harvests, and their tags. All harvests of a client count, {@code estimate()} included. */
public enum BackfluxMeter implements MeterDocumentation {

    /** Rows emitted; counted page by page, and at a harvest's end. */
    ROWS("backflux.rows", Meter.Type.COUNTER),

    /** Pages read to their end. */
    PAGES("backflux.pages", Meter.Type.COUNTER),

    /** Requests sent, retries included. */
    REQUESTS("backflux.requests", Meter.Type.COUNTER),

    /** Requests that repeat one that failed, by the {@linkplain MeterKey#REASON class of its failure}. */
    RETRIES("backflux.retries", Meter.Type.COUNTER, MeterKey.REASON),

    /** What the answers' own bills add up to, those of failures included. */
    COST("backflux.cost", Meter.Type.COUNTER, "usd"),

    /** How long a request waited for its permit, those that waited not at all included. */
    PERMIT_WAIT("backflux.permit.wait", Meter.Type.TIMER),

    /** From subscription to the first row. */
    FIRST_ROW("backflux.first.row", Meter.Type.TIMER),

    /** Permits that are not free now. */
    PERMITS_IN_FLIGHT("backflux.permits.in.flight", Meter.Type.GAUGE),

    /** Permits that there are in all. */
    PERMITS_MAX("backflux.permits.max", Meter.Type.GAUGE),

    /** Requests that wait for a permit now, by {@linkplain MeterKey#LANE lane}. */
    PERMITS_WAITING("backflux.permits.waiting", Meter.Type.GAUGE, MeterKey.LANE),

    /** Requests that wait now because there is no room in memory for their pages. */
    ROOM_WAITING("backflux.room.waiting", Meter.Type.GAUGE),

    /** Bytes of answers that wait in memory to be read, and those set aside for answers in flight. */
    WAITING("backflux.waiting", Meter.Type.GAUGE, "bytes");

    /** The tags of these meters. */
    public enum MeterKey implements KeyName {

        /** An {@link io.backflux.FailureClass} in lower case, such as {@code server_failed}. */
        REASON("reason"),

        /** A {@link io.backflux.reactor.quota.Lane} in lower case: {@code interactive} or {@code bulk}. */
        LANE("lane");

        private final String key;

        MeterKey(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    private final String name;
    private final Meter.Type type;
    private final @Nullable String unit;
    private final @Nullable MeterKey key;

    BackfluxMeter(String name, Meter.Type type) {
        this(name, type, null, null);
    }

    BackfluxMeter(String name, Meter.Type type, MeterKey key) {
        this(name, type, null, key);
    }

    BackfluxMeter(String name, Meter.Type type, String unit) {
        this(name, type, unit, null);
    }

    BackfluxMeter(String name, Meter.Type type, @Nullable String unit, @Nullable MeterKey key) {
        this.name = name;
        this.type = type;
        this.unit = unit;
        this.key = key;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Meter.Type getType() {
        return type;
    }

    /** Null for what is only counted, and for times, whose unit is the registry's. */
    @Override
    public @Nullable String getBaseUnit() {
        return unit;
    }

    @Override
    public KeyName[] getKeyNames() {
        return key == null ? EMPTY : new KeyName[] {key};
    }
}
