package io.backflux.spring.boot;

import io.backflux.AccountStatus;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.Lane;
import io.backflux.reactor.transport.AnswerSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

/**
 * How it stands with the client, without a request that costs anything: permits, who waits, and the last answer. Down once the client is
 * closed, and while the last answer is that the account is refused. Where the balance is asked for, what the API says of the account decides
 * instead of the last answer: down where it is refused or nothing is left.
 */
final class BacklinksHealthIndicator extends AbstractReactiveHealthIndicator {

    private final BacklinksClient client;
    private final LastAnswer lastAnswer;
    private final boolean asksBalance;

    BacklinksHealthIndicator(BacklinksClient client, LastAnswer lastAnswer, boolean asksBalance) {
        super("the account can't be looked at");
        this.client = client;
        this.lastAnswer = lastAnswer;
        this.asksBalance = asksBalance;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        builder.up();
        describeQuota(builder);
        describeLastAnswer(builder);
        if (client.isDisposed()) {
            return Mono.just(builder.down().withDetail("closed", true).build());
        }
        if (!asksBalance) {
            return Mono.just(builder.build());
        }
        return client.account().map(account -> describeAccount(builder, account).build());
    }

    private void describeQuota(Health.Builder builder) {
        AccountQuota quota = client.quota();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("inFlight", quota.inFlight());
        details.put("maxInFlight", quota.maxInFlight());
        details.put("waitingInteractive", quota.waiting(Lane.INTERACTIVE));
        details.put("waitingBulk", quota.waiting(Lane.BULK));
        builder.withDetail("quota", details);
    }

    private void describeLastAnswer(Health.Builder builder) {
        LastAnswer.Outcome outcome = lastAnswer.outcome();
        if (outcome == null) {
            return;
        }
        AnswerSummary answer = outcome.answer();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("at", outcome.at().toString());
        if (outcome.problem() != null) {
            details.put("problem", outcome.problem());
        }
        if (answer != null && answer.code() != null) {
            details.put("code", answer.code());
        }
        builder.withDetail("lastAnswer", details);
        if (!asksBalance && answer != null && answer.refusesAccount()) {
            builder.down();
        }
    }

    private static Health.Builder describeAccount(Health.Builder builder, AccountStatus account) {
        if (account.balance() == null) {
            return builder;
        }
        builder.withDetail("balance", account.balance());
        return account.balance().signum() > 0 ? builder : builder.down();
    }
}
