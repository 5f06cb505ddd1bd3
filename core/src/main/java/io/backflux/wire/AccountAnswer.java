package io.backflux.wire;

import io.backflux.AccountStatus;
import io.backflux.ParseLimits;
import io.backflux.wire.UnreadableAnswer.Reason;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * What was read of an answer about the account.
 *
 * @param envelope its codes, as far as they were read
 * @param status null where the answer has none
 * @param unreadable why it could not be read; null where it could
 */
public record AccountAnswer(
        PageEnvelope envelope,
        @Nullable AccountStatus status,
        @Nullable UnreadableAnswer unreadable) {

    private static final PageEnvelope NOTHING =
            new PageEnvelope(null, null, null, 0, null, null, null, null, null, null, null, null, 0);
    private static final int PIECE = 16 << 10;

    /**
     * Reads a whole answer.
     *
     * @param gzip whether it is packed
     * @param limits of which {@code maxRowBytes} bounds the whole, as there are no rows in it
     * @param now the time of the answer
     */
    public static AccountAnswer read(byte[] body, boolean gzip, ParseLimits limits, Instant now) {
        byte[] json;
        try {
            json = gzip ? unpacked(body, limits.maxRowBytes()) : body;
        } catch (DataFormatException damaged) {
            return failed(NOTHING, Reason.MALFORMED, "not gzip: " + damaged.getMessage(), "$", 0);
        }
        return json.length > limits.maxRowBytes()
                ? failed(NOTHING, Reason.TOO_LARGE, "more than maxRowBytes = " + limits.maxRowBytes(), "$", 0)
                : read(json, limits, now);
    }

    private static AccountAnswer read(byte[] json, ParseLimits limits, Instant now) {
        int from = JsonFormat.byteOrderMark(json, 0, json.length);
        try (JsonParser parser =
                JsonFormat.within(limits, 0).createParser(ObjectReadContext.empty(), json, from, json.length - from)) {
            try {
                return of(JsonValue.readWhole(parser), now);
            } catch (UnreadableAnswer cut) {
                return new AccountAnswer(NOTHING, null, cut);
            } catch (JacksonException problem) {
                Reason reason = problem instanceof StreamConstraintsException ? Reason.TOO_LARGE : Reason.MALFORMED;
                String path = JsonPlaces.path("$", parser.streamReadContext(), 0);
                long at = from + JsonPlaces.offset(parser);
                return failed(NOTHING, reason, JsonPlaces.complaint(problem), path, at);
            }
        } catch (JsonValue.Unexpected problem) {
            return failed(NOTHING, problem);
        }
    }

    /** One byte more than the most that is allowed says that there is more. */
    private static byte[] unpacked(byte[] body, int most) throws DataFormatException {
        ByteBuffer in = ByteBuffer.wrap(body);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        try (Gunzip gunzip = new Gunzip(new Inflater(true))) {
            int count = gunzip.read(in, piece, 0, PIECE);
            while (count > 0 && all.size() <= most) {
                all.write(piece, 0, count);
                count = gunzip.read(in, piece, 0, PIECE);
            }
        }
        return all.toByteArray();
    }

    private static AccountAnswer of(JsonValue answer, Instant now) {
        PageEnvelope envelope = envelope(answer);
        try {
            JsonValue account = answer.at("tasks").first().at("result").first();
            return new AccountAnswer(envelope, account.isObject() ? status(account, now) : null, null);
        } catch (JsonValue.Unexpected problem) {
            return failed(envelope, problem);
        }
    }

    private static PageEnvelope envelope(JsonValue answer) {
        JsonValue tasks = answer.at("tasks");
        JsonValue task = tasks.first();
        return new PageEnvelope(
                answer.at("status_code").integer(),
                answer.at("status_message").text(),
                null,
                tasks.items().size(),
                task.at("id").text(),
                task.at("status_code").integer(),
                task.at("status_message").text(),
                null,
                null,
                null,
                null,
                null,
                0);
    }

    private static AccountStatus status(JsonValue account, Instant now) {
        String expiry = account.at("backlinks_subscription_expiry_date").text();
        return AccountStatus.builder(now)
                .balance(account.at("money", "balance").number())
                .requestsPerMinute(perMinute(account.at("rates", "limits", "minute")))
                .pricePerRequest(price(account, "per_request"))
                .pricePerRow(price(account, "per_result"))
                .subscriptionExpiry(expiry == null ? null : ApiTime.parse(expiry))
                .build();
    }

    /** The lower of the limits for all requests and for those for backlinks; the first of them may stand there alone. */
    private static @Nullable Integer perMinute(JsonValue limits) {
        if (!limits.isObject()) {
            return positive(limits.integer());
        }
        Integer all = positive(limits.at("total").integer());
        Integer own = own(limits);
        if (all == null || own == null) {
            return all == null ? own : all;
        }
        return Math.min(all, own);
    }

    private static @Nullable Integer own(JsonValue limits) {
        try {
            return positive(limits.at("backlinks", "backlinks", "live").integer());
        } catch (JsonValue.Unexpected ofAnotherShape) {
            return null;
        }
    }

    private static @Nullable Integer positive(@Nullable Integer limit) {
        return limit == null || limit < 1 ? null : limit;
    }

    /** The vendor's largest and most changing part; null where it has another shape. */
    private static @Nullable BigDecimal price(JsonValue account, String type) {
        try {
            for (JsonValue part : account.at("price", "backlinks", "backlinks", "live", "priority_normal")
                    .items()) {
                if (type.equals(part.at("cost_type").text())) {
                    return part.at("cost").number();
                }
            }
            return null;
        } catch (JsonValue.Unexpected ofAnotherShape) {
            return null;
        }
    }

    private static AccountAnswer failed(PageEnvelope envelope, JsonValue.Unexpected problem) {
        return failed(envelope, Reason.UNEXPECTED, String.valueOf(problem.getMessage()), problem.path(), -1);
    }

    private static AccountAnswer failed(PageEnvelope read, Reason reason, String what, String path, long offset) {
        return new AccountAnswer(read, null, new UnreadableAnswer(reason, what, path, offset));
    }
}
