package io.backflux.reactor;

import io.backflux.RetryPolicy;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.transport.Transport;
import io.backflux.wire.PageFormat;
import java.time.Clock;

/**
 * What all harvests of a client share.
 *
 * @param buffer the memory that their pages share
 * @param clock for the bound of harvests in the stable order
 * @param harvests those that have not ended, and whether they may go on
 * @param release done once, when the client is closed
 */
record ClientSetup(
        Transport transport,
        AccountQuota quota,
        RetryPolicy retryPolicy,
        PageFormat format,
        PageBuffer buffer,
        Pauses pauses,
        Clock clock,
        OpenHarvests harvests,
        Runnable release) {}
