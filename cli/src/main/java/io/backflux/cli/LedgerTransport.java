package io.backflux.cli;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.AnswerSummary;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportRequest;
import java.math.BigDecimal;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/** Notes each request before it is sent, and what its answer cost, for whoever's Context says so. */
final class LedgerTransport implements Transport {

    private static final Object KEY = Ledger.Entry.class;

    private final Transport next;

    LedgerTransport(Transport next) {
        this.next = next;
    }

    /** A Context whose requests are noted. */
    static Context noting(Ledger.Entry entry, Context context) {
        return context.put(KEY, entry);
    }

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return Flux.deferContextual(context -> {
            if (!context.hasKey(KEY)) {
                return next.exchange(request);
            }
            Ledger.Entry entry = context.get(KEY);
            entry.sent();
            request.answer().subscribe(answer -> settle(entry, answer));
            return next.exchange(request).doOnError(TransportException.class, error -> settle(entry, error));
        });
    }

    private static void settle(Ledger.Entry entry, AnswerSummary answer) {
        BigDecimal cost = answer.cost();
        if (cost != null) {
            entry.settled(cost);
        }
    }

    private static void settle(Ledger.Entry entry, TransportException error) {
        if (!error.mayHaveReachedServer()) {
            entry.settled(BigDecimal.ZERO);
        }
    }

    @Override
    public void close() {
        next.close();
    }
}
