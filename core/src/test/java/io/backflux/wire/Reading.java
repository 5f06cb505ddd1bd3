package io.backflux.wire;

import static org.assertj.core.api.Assertions.fail;

import io.backflux.Backlink;
import io.backflux.wire.UnreadableAnswer.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a reader made of an answer: the rows that it gave, and what it refused. */
record Reading(
        List<Backlink> rows,
        PageEnvelope envelope,
        @Nullable Reason refusal,
        String path,
        long at,
        String words) {

    /** The answer in chunks that end at the given places. */
    static Reading of(PageReader reader, byte[] answer, int... ends) {
        List<Backlink> rows = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            reader.feed(ByteBuffer.wrap(answer, from, end - from));
            Answers.drain(reader, rows);
            from = end;
        }
        reader.feed(ByteBuffer.wrap(answer, from, answer.length - from));
        Answers.drain(reader, rows);
        reader.endOfInput();
        Answers.drain(reader, rows);
        return of(rows, reader);
    }

    /** The answer in chunks of any size, and rows asked for at any time. */
    static Reading byChance(PageReader reader, byte[] answer, Random chance) {
        List<Backlink> rows = new ArrayList<>();
        for (int from = 0, to; from < answer.length; from = to) {
            to = Math.min(answer.length, from + 1 + chance.nextInt(1 << chance.nextInt(11)));
            reader.feed(ByteBuffer.wrap(answer, from, to - from));
            for (int asked = chance.nextInt(4); asked > 0; asked--) {
                Backlink row = reader.poll();
                if (row != null) {
                    rows.add(row);
                }
            }
        }
        reader.endOfInput();
        Answers.drain(reader, rows);
        return of(rows, reader);
    }

    private static Reading of(List<Backlink> rows, PageReader reader) {
        UnreadableAnswer failure = reader.failure();
        if ((failure == null && !reader.ended()) || reader.rows() != rows.size()) {
            fail("neither read to the end nor refused, or rows miscounted: " + rows.size());
        }
        return failure == null
                ? new Reading(rows, reader.envelope(), null, "", 0, "")
                : new Reading(
                        rows,
                        reader.envelope(),
                        failure.reason(),
                        failure.path(),
                        failure.byteOffset(),
                        String.valueOf(failure.getMessage()));
    }
}
