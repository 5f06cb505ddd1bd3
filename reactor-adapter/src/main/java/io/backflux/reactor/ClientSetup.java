package io.backflux.reactor;

import io.backflux.RetryPolicy;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.transport.Transport;
import io.backflux.wire.PageFormat;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import reactor.core.scheduler.Scheduler;

/**
 * What all harvests of a client share.
 *
 * @param timer for the pauses before retries
 * @param jitter from 0 (included) to 1, another one each time
 * @param clock for the bound of harvests in the stable order
 * @param closed whether no request may be sent any more
 */
record ClientSetup(
        Transport transport,
        AccountQuota quota,
        RetryPolicy retryPolicy,
        PageFormat format,
        Scheduler timer,
        DoubleSupplier jitter,
        Clock clock,
        AtomicBoolean closed) {}
