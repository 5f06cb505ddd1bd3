package io.backflux.reactor;

import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLease;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * Who pays for a client's requests, and what they may send.
 *
 * @param own the caller's own quota; null for the one that this JVM keeps for the account
 */
record Payer(
        @Nullable Credentials credentials,
        QuotaLimits limits,
        @Nullable AccountQuota own) {

    static final Payer UNKNOWN = new Payer(null, QuotaLimits.DEFAULT, null);

    /**
     * What a client takes its permits from.
     *
     * @param release done once, when the client is closed
     */
    record Permits(AccountQuota quota, Runnable release) {}

    Payer with(Credentials other) {
        return new Payer(other, limits, own);
    }

    Payer with(QuotaLimits other) {
        return new Payer(credentials, other, own);
    }

    Payer with(AccountQuota other) {
        return new Payer(credentials, limits, other);
    }

    /**
     * The permits at a server.
     *
     * @param mustBeKnown whether credentials are needed; without any, and without a quota, the client has one for itself
     */
    Permits permits(Server server, boolean mustBeKnown) {
        if (own != null) {
            return new Permits(own, () -> {});
        }
        if (credentials == null && !mustBeKnown) {
            return new Permits(AccountQuota.local(limits), () -> {});
        }
        QuotaLease lease = AccountQuota.lease(server.account(known().username()), limits);
        return new Permits(lease.quota(), lease::close);
    }

    Credentials known() {
        if (credentials == null) {
            throw new IllegalStateException("credentials must be set, such as with Credentials.fromEnvironment()");
        }
        return credentials;
    }
}
