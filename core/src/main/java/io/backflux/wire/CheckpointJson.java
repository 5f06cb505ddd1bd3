package io.backflux.wire;

import io.backflux.BacklinksQuery;
import io.backflux.Strategy;
import io.backflux.Verdict;
import io.backflux.wire.CheckpointContent.ChainPlace;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.CheckpointContent.Ending;
import io.backflux.wire.CheckpointContent.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint's JSON: one flat object, and where a harvest is cut into legs a list of such objects. Whatever a reader of it
 * relies on is checked here, because a checkpoint lies in a file for days and people edit files.
 */
final class CheckpointJson {

    private CheckpointJson() {}

    /** In the order that releases before this one have written. */
    static String write(CheckpointContent content) {
        return FieldWriter.write(json -> {
            json.number("version", content.version());
            write(json, content.query());
            write(json, content.chain(), content.received());
            write(json, content.counts());
            if (content.isParallel()) {
                Strategy strategy = content.strategy();
                json.text("way", strategy == null ? null : strategy.name());
                json.list("legs", content.legs(), leg -> LegJson.write(json, leg));
            }
            json.flag("unsure", content.chain().unsure());
            write(json, content.ending());
        });
    }

    private static void write(FieldWriter json, Query query) {
        json.text("target", query.target());
        json.text("query", query.fingerprint());
        json.number("limit", query.limit());
        json.time("before", query.before());
        json.time("begun", query.begun());
    }

    private static void write(FieldWriter json, ChainPlace chain, long received) {
        json.time("after", chain.after());
        chain.page().writePlace(json);
        json.number("total", chain.total());
        json.number("received", received);
        chain.page().writeEmitted(json);
        LastKey last = chain.last();
        if (last != null) {
            json.time("lastFirstSeen", last.firstSeen());
            json.text("lastUrlFrom", last.urlFrom());
            json.text("lastUrlTo", last.urlTo());
            json.number("lastCopies", last.copies());
        }
    }

    private static void write(FieldWriter json, Counts counts) {
        json.number("pages", counts.pages());
        json.number("requests", counts.requests());
        json.number("retries", counts.retries());
        json.text("cost", counts.cost().toPlainString());
        json.text("unpriced", counts.unpriced().toPlainString());
        json.text("dearest", counts.dearest().toPlainString());
        json.number("repeated", counts.repeated());
        json.number("unexpectedValues", counts.unexpectedValues());
        json.number("missing", counts.missing());
        json.number("totalAtStart", counts.totalAtStart());
        json.number("totalAtEnd", counts.totalAtEnd());
    }

    private static void write(FieldWriter json, @Nullable Ending ending) {
        if (ending != null) {
            Verdict verdict = ending.verdict();
            json.text("ended", ending.reason());
            json.text("verdict", verdict == null ? null : verdict.name());
            json.text("finding", ending.finding());
        }
    }

    static CheckpointContent read(String json) {
        return content(FieldReader.of(json));
    }

    private static CheckpointContent content(FieldReader json) {
        long version = json.number("version", 0, Long.MAX_VALUE);
        if (version < CheckpointContent.VERSION || version > CheckpointContent.PARALLEL_VERSION) {
            throw UnreadableCheckpoint.ofVersion(version, CheckpointContent.PARALLEL_VERSION);
        }
        List<LegContent> legs = legs(json);
        CheckpointContent content = new CheckpointContent(
                query(json),
                chain(json),
                json.number("received", 0, Long.MAX_VALUE),
                counts(json),
                legs.isEmpty() ? null : strategy(json),
                legs,
                ending(json));
        return checked(content);
    }

    private static Query query(FieldReader json) {
        return new Query(
                json.text("target"),
                json.text("query"),
                (int) json.number("limit", 1, BacklinksQuery.MAX_LIMIT),
                json.optionalTime("before"),
                json.optionalTime("begun"));
    }

    private static ChainPlace chain(FieldReader json) {
        return new ChainPlace(
                json.optionalTime("after"),
                PageContent.read(json),
                json.optionalNumber("total"),
                lastKey(json),
                json.isSet("unsure"));
    }

    private static @Nullable LastKey lastKey(FieldReader json) {
        Instant firstSeen = json.optionalTime("lastFirstSeen");
        return firstSeen == null
                ? null
                : new LastKey(firstSeen, json.text("lastUrlFrom"), json.text("lastUrlTo"), (int)
                        json.number("lastCopies", 1, Integer.MAX_VALUE));
    }

    private static Counts counts(FieldReader json) {
        return new Counts(
                (int) json.number("pages", 0, Integer.MAX_VALUE),
                (int) json.number("requests", 0, Integer.MAX_VALUE),
                (int) json.number("retries", 0, Integer.MAX_VALUE),
                json.money("cost"),
                json.money("unpriced"),
                json.money("dearest"),
                json.number("repeated", 0, Long.MAX_VALUE),
                json.number("unexpectedValues", 0, Long.MAX_VALUE),
                json.number("missing", 0, Long.MAX_VALUE),
                json.optionalNumber("totalAtStart"),
                json.optionalNumber("totalAtEnd"));
    }

    /** The legs of another strategy can't be understood by halves. */
    private static @Nullable Strategy strategy(FieldReader json) {
        String name = json.optionalText("way");
        Strategy known = named(Strategy.values(), name);
        if (name != null && known == null) {
            throw UnreadableCheckpoint.because("way is unknown");
        }
        return known;
    }

    private static List<LegContent> legs(FieldReader json) {
        List<LegContent> legs = new ArrayList<>();
        for (FieldReader leg : json.legs()) {
            legs.add(LegJson.read(leg, legs.size()));
        }
        return legs;
    }

    /** Of a verdict that only a later release knows, nothing is known. */
    private static @Nullable Ending ending(FieldReader json) {
        String reason = json.optionalText("ended");
        Verdict verdict = named(Verdict.values(), json.optionalText("verdict"));
        String finding = json.optionalText("finding");
        return reason == null ? null : new Ending(reason, verdict, finding);
    }

    private static <E extends Enum<E>> @Nullable E named(E[] values, @Nullable String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Of each value alone there is no more to say; together they must make sense. */
    private static CheckpointContent checked(CheckpointContent content) {
        if (content.receivedBeforePage() < 0) {
            throw UnreadableCheckpoint.because("handedOn has more rows than received");
        }
        if (content.isParallel()) {
            return checkedLegs(content);
        }
        ChainPlace chain = content.chain();
        boolean begun = content.receivedBeforePage() > 0;
        boolean byKey = content.query().before() != null && chain.last() != null;
        if (!content.isEnded() && begun && chain.page().token() == null && !byKey) {
            throw UnreadableCheckpoint.because("token is missing");
        }
        return content;
    }

    private static CheckpointContent checkedLegs(CheckpointContent content) {
        if (content.query().before() == null) {
            throw UnreadableCheckpoint.because("before is missing");
        }
        if (CheckpointContent.received(content.legs()) != content.received()) {
            throw UnreadableCheckpoint.because("the legs' rows are not those received");
        }
        return content;
    }
}
