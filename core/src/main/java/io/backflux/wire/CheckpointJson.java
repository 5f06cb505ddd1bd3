package io.backflux.wire;

import io.backflux.BacklinksQuery;
import io.backflux.Strategy;
import io.backflux.Verdict;
import io.backflux.wire.CheckpointContent.Counts;
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

    static String write(CheckpointContent content) {
        return FieldWriter.write(json -> {
            json.number("version", content.version());
            place(json, content);
            counts(json, content.counts());
            legs(json, content);
            json.flag("unsure", content.unsure());
            json.text("ended", content.ended());
            Verdict verdict = content.verdict();
            json.text("verdict", verdict == null ? null : verdict.name());
            json.text("finding", content.finding());
        });
    }

    private static void place(FieldWriter json, CheckpointContent content) {
        json.text("target", content.target());
        json.text("query", content.query());
        json.number("limit", content.limit());
        json.time("before", content.before());
        json.time("after", content.after());
        json.number("page", content.page());
        SearchAfterToken token = content.token();
        json.text("token", token == null ? null : token.reveal());
        json.number("served", content.served());
        json.number("total", content.total());
        json.number("received", content.received());
        json.hashes("handedOn", content.handedOn());
        LastKey last = content.last();
        if (last != null) {
            json.time("lastFirstSeen", last.firstSeen());
            json.text("lastUrlFrom", last.urlFrom());
            json.text("lastUrlTo", last.urlTo());
            json.number("lastCopies", last.copies());
        }
    }

    private static void legs(FieldWriter json, CheckpointContent content) {
        if (!content.legs().isEmpty()) {
            json.text("way", content.way());
            json.list("legs", content.legs(), leg -> LegJson.write(json, leg));
        }
    }

    private static void counts(FieldWriter json, Counts counts) {
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

    static CheckpointContent read(String json) {
        return content(FieldReader.of(json));
    }

    private static CheckpointContent content(FieldReader json) {
        long version = json.number("version", 0, Long.MAX_VALUE);
        if (version < CheckpointContent.VERSION || version > CheckpointContent.PARALLEL_VERSION) {
            throw UnreadableCheckpoint.ofVersion(version, CheckpointContent.PARALLEL_VERSION);
        }
        CheckpointContent content = new CheckpointContent(
                json.text("target"),
                json.text("query"),
                (int) json.number("limit", 1, BacklinksQuery.MAX_LIMIT),
                json.optionalTime("before"),
                json.optionalTime("after"),
                (int) json.number("page", 1, Integer.MAX_VALUE),
                SearchAfterToken.of(json.optionalText("token")),
                json.number("served", 0, Long.MAX_VALUE),
                json.optionalNumber("total"),
                json.number("received", 0, Long.MAX_VALUE),
                json.hashes("handedOn"),
                lastKey(json),
                counts(json),
                way(json),
                legContents(json),
                json.isSet("unsure"),
                json.optionalText("ended"),
                verdict(json),
                json.optionalText("finding"));
        return checked(content);
    }

    private static @Nullable String way(FieldReader json) {
        String way = json.optionalText("way");
        if (way != null
                && Arrays.stream(Strategy.values())
                        .noneMatch(known -> known.name().equals(way))) {
            throw UnreadableCheckpoint.because("way is unknown");
        }
        return way;
    }

    /** Where a later release has given one that is unknown here, nothing is known. */
    private static @Nullable Verdict verdict(FieldReader json) {
        String name = json.optionalText("verdict");
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static List<LegContent> legContents(FieldReader json) {
        List<LegContent> contents = new ArrayList<>();
        for (FieldReader leg : json.legs()) {
            contents.add(LegJson.read(leg, contents.size()));
        }
        return contents;
    }

    /** Of each value alone there is no more to say; together they must make sense. */
    private static CheckpointContent checked(CheckpointContent content) {
        if (content.received() < content.handedOn().size()) {
            throw UnreadableCheckpoint.because("handedOn has more rows than received");
        }
        if (!content.legs().isEmpty()) {
            return checkedLegs(content);
        }
        boolean begun = content.received() > content.handedOn().size();
        boolean byKey = content.before() != null && content.last() != null;
        if (content.ended() == null && begun && content.token() == null && !byKey) {
            throw UnreadableCheckpoint.because("token is missing");
        }
        return content;
    }

    private static CheckpointContent checkedLegs(CheckpointContent content) {
        if (content.before() == null) {
            throw UnreadableCheckpoint.because("before is missing");
        }
        long received = content.legs().stream().mapToLong(LegContent::received).sum();
        if (received != content.received()) {
            throw UnreadableCheckpoint.because("the legs' rows are not those received");
        }
        return content;
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

    private static @Nullable LastKey lastKey(FieldReader json) {
        Instant firstSeen = json.optionalTime("lastFirstSeen");
        return firstSeen == null
                ? null
                : new LastKey(firstSeen, json.text("lastUrlFrom"), json.text("lastUrlTo"), (int)
                        json.number("lastCopies", 1, Integer.MAX_VALUE));
    }
}
