package io.backflux.flink;

import io.backflux.reactor.quota.AccountQuota;
import java.io.Serializable;

/**
 * Makes the account's quota in each reader and on the job manager, such as one that they share by Redis. It is serialised into the
 * job, as {@link ClientFactory} is.
 */
@FunctionalInterface
public interface QuotaFactory extends Serializable {

    /** The quota; closed after its client where it is {@link AutoCloseable}. */
    AccountQuota quota();
}
