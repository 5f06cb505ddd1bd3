package io.backflux.reactor;

import io.backflux.RetryPolicy;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.transport.Transport;
import io.backflux.wire.PageFormat;
import java.time.Clock;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import reactor.core.scheduler.Scheduler;

/**
 * What all harvests of a client share.
 *
 * @param timers for the pauses before retries: the one of the moment, as it may be replaced or shut down
 * @param jitter from 0 (included) to 1, another one each time
 * @param clock for the bound of harvests in the stable order
 * @param harvests those that have not ended, and whether they may go on
 * @param release done once, when the client is closed
 */
record ClientSetup(
        Transport transport,
        AccountQuota quota,
        RetryPolicy retryPolicy,
        PageFormat format,
        Supplier<Scheduler> timers,
        DoubleSupplier jitter,
        Clock clock,
        OpenHarvests harvests,
        Runnable release) {}
