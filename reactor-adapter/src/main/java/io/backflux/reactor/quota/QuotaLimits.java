package io.backflux.reactor.quota;

import io.backflux.AccountStatus;

/**
 * What an account may send. Defaults, from the vendor's document: 30 requests at once, 2,000 a minute.
 *
 * @param maxInFlight requests at once
 * @param requestsPerMinute requests within any 60 seconds
 */
public record QuotaLimits(int maxInFlight, int requestsPerMinute) {

    public static final QuotaLimits DEFAULT = new QuotaLimits(30, 2000);

    /** What an account may send by what the API says of it; where that is nothing, and for requests at once, the defaults. */
    public static QuotaLimits of(AccountStatus account) {
        Integer perMinute = account.requestsPerMinute();
        return perMinute == null ? DEFAULT : new QuotaLimits(DEFAULT.maxInFlight, perMinute);
    }

    public QuotaLimits {
        positive("maxInFlight", maxInFlight);
        positive("requestsPerMinute", requestsPerMinute);
    }

    /** How what goes in a minute is spread over it, for a {@link PermitSource}. */
    public TokenRate tokens() {
        return TokenRate.of(this);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }
}
