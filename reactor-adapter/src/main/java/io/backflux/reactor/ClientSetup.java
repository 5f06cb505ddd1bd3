package io.backflux.reactor;

import io.backflux.RetryPolicy;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.transport.Transport;
import io.backflux.wire.PageFormat;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all harvests of a client share.
 *
 * @param server where the transport sends to; null where the caller's own decides
 * @param listeners what makes a listener of each subscription
 * @param buffer the memory that their pages share
 * @param clock for the bound of harvests in the stable order
 * @param harvests those that have not ended, and whether they may go on
 * @param account what is known of the account that pays
 * @param release done once, when the client is closed
 */
record ClientSetup(
        Transport transport,
        @Nullable URI server,
        List<Function<? super HarvestStart, ? extends HarvestListener>> listeners,
        AccountQuota quota,
        RetryPolicy retryPolicy,
        PageFormat format,
        PageBuffer buffer,
        Pauses pauses,
        Clock clock,
        OpenHarvests harvests,
        AccountLookup account,
        Runnable release) {}
