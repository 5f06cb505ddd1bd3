package io.backflux;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the API says of the account: its money, its prices and its limits. What it doesn't say, or says with null, is null. Neither
 * login nor anything else that names the account is kept.
 *
 * <p>Made by the library; to make one for a test, use {@link #builder}.
 */
public sealed interface AccountStatus permits Values.AccountStatus {

    /** USD that are left. */
    @Nullable BigDecimal balance();

    /** USD for each request for backlinks. */
    @Nullable BigDecimal pricePerRequest();

    /** USD for each row of a page, besides. */
    @Nullable BigDecimal pricePerRow();

    /** Requests for backlinks within a minute, by whatever limits the account has for all its requests and for these. */
    @Nullable Integer requestsPerMinute();

    /** Until when the account has a subscription, from the time when the API wanted one; null where it has none. */
    @Nullable Instant subscriptionExpiry();

    /** When the answer came, by this machine's clock. */
    Instant readAt();

    /** Whether the balance is known not to do for what costs so much. */
    default boolean isBalanceBelow(BigDecimal dollars) {
        BigDecimal left = balance();
        return left != null && left.compareTo(dollars) < 0;
    }

    /** For tests; see {@link Builder}. */
    static Builder builder(Instant readAt) {
        return new Builder(readAt);
    }

    /** Builds one, for tests. Each setter takes what the accessor of its name returns, in its unit. What isn't set is null. */
    final class Builder {

        private final Instant readAt;
        private @Nullable BigDecimal balance;
        private @Nullable BigDecimal pricePerRequest;
        private @Nullable BigDecimal pricePerRow;
        private @Nullable Integer requestsPerMinute;
        private @Nullable Instant subscriptionExpiry;

        private Builder(Instant readAt) {
            this.readAt = Objects.requireNonNull(readAt, "readAt");
        }

        public Builder balance(@Nullable BigDecimal balance) {
            this.balance = balance;
            return this;
        }

        public Builder pricePerRequest(@Nullable BigDecimal pricePerRequest) {
            this.pricePerRequest = pricePerRequest;
            return this;
        }

        public Builder pricePerRow(@Nullable BigDecimal pricePerRow) {
            this.pricePerRow = pricePerRow;
            return this;
        }

        public Builder requestsPerMinute(@Nullable Integer requestsPerMinute) {
            this.requestsPerMinute = requestsPerMinute;
            return this;
        }

        public Builder subscriptionExpiry(@Nullable Instant subscriptionExpiry) {
            this.subscriptionExpiry = subscriptionExpiry;
            return this;
        }

        public AccountStatus build() {
            return new Values.AccountStatus(
                    balance, pricePerRequest, pricePerRow, requestsPerMinute, subscriptionExpiry, readAt);
        }
    }
}
