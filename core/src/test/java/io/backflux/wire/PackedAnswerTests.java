package io.backflux.wire;

import static io.backflux.wire.Answers.around;
import static io.backflux.wire.Answers.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.ParseLimits;
import io.backflux.wire.UnreadableAnswer.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedAnswerTests {

    /** A piece at first, and one once rows are read, each with a row that is not whole. */
    private static final int MOST_AT_FIRST = 20 << 10;

    private static final int MOST_AHEAD = 64 << 10;

    private static final String ROW = "{\"anchor\":\"" + "a long anchor, ".repeat(60) + "\",\"links_count\":7}";

    private final CountedInflaters inflaters = new CountedInflaters();

    private PageReader reader() {
        return reader(ParseLimits.DEFAULT);
    }

    private PageReader reader(ParseLimits limits) {
        PageReader reader = new PageFormat(limits, inflaters).newReader();
        reader.unpackGzip();
        return reader;
    }

    @AfterEach
    void noInflaterIsLeftOpen() {
        assertThat(inflaters.open()).isZero();
    }

    private static byte[] rows(int count) {
        return around("[" + String.join(",", Collections.nCopies(count, ROW)) + "]", "");
    }

    private static byte[] bomb(int rows) {
        return Gzip.of(rows(rows));
    }

    @ParameterizedTest
    @ValueSource(strings = {Answers.PRETTY, Answers.MINIFIED})
    void anAnswerIsTheSamePackedOrNotHoweverItIsSplit(String name) {
        byte[] answer = Answers.bytes(name);
        byte[] packed = Gzip.of(Arrays.copyOf(answer, 999), Arrays.copyOfRange(answer, 999, answer.length));
        Reading plain = Reading.of(new PageFormat(ParseLimits.DEFAULT).newReader(), answer);

        for (int seed = 0; seed < 200; seed++) {
            assertThat(Reading.byChance(reader(), packed, new Random(seed)))
                    .as("seed %d", seed)
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 700, 1_000})
    void whatCamePlainAndWaitsCanBePackedOnceAllOfItIsThere(int readBefore) {
        byte[] answer = rows(1_000);
        try (PageReader reader = new PageFormat(ParseLimits.DEFAULT, inflaters).newReader()) {
            reader.feed(ByteBuffer.wrap(answer));
            List<Backlink> rows = new ArrayList<>();
            for (int i = 0; i < readBefore; i++) {
                rows.add(reader.poll());
            }
            assertThat(reader.pack()).isFalse();

            reader.endOfInput();
            long plain = reader.waitingBytes();
            assertThat(reader.pack()).isEqualTo(plain >= 256 << 10);
            assertThat(reader.pack()).isFalse();
            assertThat(reader.waitingBytes()).isLessThan(256 << 10);
            Answers.drain(reader, rows);

            assertThat(reader.ended()).isTrue();
            assertThat(rows).isEqualTo(Collections.nCopies(1_000, Backlink.fromJson(ROW)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 400})
    void aPageThatShrinksBetweenItsRowsBringsTheSameOnes(int every) {
        List<String> texts = IntStream.range(0, 1_000)
                .mapToObj(row -> ROW.replace("7}", row + "}"))
                .toList();
        byte[] answer = around("[" + String.join(",", texts) + "]", "");
        try (PageReader packed = reader();
                PageReader plain = new PageFormat(ParseLimits.DEFAULT).newReader()) {
            packed.feed(ByteBuffer.wrap(Gzip.of(answer)));
            plain.feed(ByteBuffer.wrap(answer));
            for (PageReader reader : List.of(packed, plain)) {
                reader.endOfInput();
                List<String> rows = new ArrayList<>();
                for (Backlink row = reader.poll(); row != null; row = reader.poll()) {
                    rows.add(row.toJson());
                    if (rows.size() % every == 0) {
                        reader.shrink();
                    }
                }
                assertThat(rows).isEqualTo(texts);
                assertThat(reader.ended()).isTrue();
            }
        }
    }

    @Test
    void aPageThatShrankHoldsNoMoreThanWhatIsUnread() {
        try (PageReader reader = reader()) {
            reader.feed(ByteBuffer.wrap(bomb(1_000)));
            reader.endOfInput();
            for (int i = 0; i < 500; i++) {
                reader.poll();
            }
            long read = 500L * (ROW.length() + 1);
            long unread = inflaters.unpacked() - read;
            long before = reader.readingBytes();

            reader.shrink();

            assertThat(before - reader.readingBytes()).isBetween(MOST_AHEAD - unread, MOST_AHEAD - unread + (10 << 10));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16_383, 16_384, 16_385, 32_768, 100_000})
    void anAnswerOfAnySizeIsReadToItsEnd(int size) {
        String answer = "{\"status_code\":20000,\"tasks\":[],\"pad\":\"";
        byte[] padded = utf8(answer + "x".repeat(Math.max(0, size - answer.length() - 2)) + "\"}");

        Reading plain = Reading.of(new PageFormat(ParseLimits.DEFAULT).newReader(), padded);

        assertThat(Reading.of(reader(), Gzip.of(padded))).isEqualTo(plain);
    }

    @Test
    void noMoreThanAPieceIsUnpackedBeforeARowIsAskedFor() {
        try (PageReader reader = reader()) {
            reader.feed(ByteBuffer.wrap(bomb(10_000)));
            reader.endOfInput();

            assertThat(reader.headRead()).isTrue();
            assertThat(inflaters.unpacked()).isBetween(1L, (long) MOST_AT_FIRST);
            for (int i = 1; i <= 200; i++) {
                assertThat(reader.poll()).isNotNull();
                assertThat(inflaters.unpacked())
                        .isLessThan(
                                (long) i * ROW.length() + Math.min(MOST_AHEAD, MOST_AT_FIRST + i * ROW.length() / 3));
            }
        }
    }

    @Test
    void theEndIsReadOnceTheLastRowIs() {
        PageReader reader = reader();
        reader.feed(ByteBuffer.wrap(bomb(100)));
        reader.endOfInput();
        for (int i = 0; i < 100; i++) {
            assertThat(reader.ended()).isFalse();
            assertThat(reader.poll()).isNotNull();
        }
        assertThat(reader.ended()).isTrue();
        assertThat(reader.envelope().totalCount()).isEqualTo(7);
    }

    @Test
    void aBombOfRowsIsCutOffAtTheLargestAnswer() {
        ParseLimits limits = new ParseLimits(1 << 20, 1 << 18, 64, 1024, 1 << 18, 128);
        List<Backlink> rows = new ArrayList<>();
        PageReader reader = reader(limits);
        reader.feed(ByteBuffer.wrap(bomb(10_000)));
        Answers.drain(reader, rows);

        assertThat(reader.failure())
                .isNotNull()
                .extracting(UnreadableAnswer::reason)
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(inflaters.unpacked()).isLessThan((1 << 20) + MOST_AHEAD);
        assertThat(rows).hasSizeBetween((1 << 20) / ROW.length() - 80, (1 << 20) / ROW.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "{\"a\":\"", "{\"tasks\":[{\"result\":[{\"items\":[{\"a\":\""})
    void aBombOfAnythingElseIsCutOffAtTheLargestRow(String beginning) {
        ParseLimits limits = new ParseLimits(1 << 28, 1 << 20, 64, 1024, 1 << 24, 128);
        PageReader reader = reader(limits);
        reader.feed(ByteBuffer.wrap(Gzip.of(utf8(beginning + " ".repeat(1 << 24)))));
        reader.poll();

        assertThat(reader.failure())
                .isNotNull()
                .extracting(UnreadableAnswer::reason)
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(inflaters.unpacked()).isLessThan((1 << 20) + MOST_AHEAD);
    }

    @Test
    void whatCantBeUnpackedIsMalformedAtItsPlaceOnceTheRowsBeforeItAreRead() {
        byte[] packed = Gzip.of(Answers.bytes(Answers.PRETTY));
        packed[packed.length - 8] ^= 1;

        Reading reading = Reading.of(reader(), packed);

        assertThat(reading.rows()).hasSize(5);
        assertThat(reading.refusal()).isEqualTo(Reason.MALFORMED);
        assertThat(reading.words()).isEqualTo("not gzip: the checksum is wrong");
        assertThat(reading.at()).isEqualTo(Answers.bytes(Answers.PRETTY).length);
    }

    @Test
    void aTrailerThatIsCutIsNoHarmWhereTheAnswerIsWhole() {
        byte[] packed = Gzip.of(Answers.bytes(Answers.PRETTY));

        Reading reading = Reading.of(reader(), Arrays.copyOf(packed, packed.length - 3));

        assertThat(reading.refusal()).isNull();
        assertThat(reading.rows()).hasSize(5);
    }

    @Test
    void anAnswerThatIsCutAnywhereIsMalformed() {
        byte[] packed = Gzip.of(Answers.bytes(Answers.MINIFIED));
        int behindTheAnswer = 2 + 8; // What says that it is all, and the trailer.
        for (int cut = 0; cut < packed.length - behindTheAnswer; cut++) {
            assertThat(Reading.of(reader(), Arrays.copyOf(packed, cut)).refusal())
                    .as("cut at %d", cut)
                    .isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void closedAnywhereNothingIsHeldAndNothingIsUnpackedAnyMore() {
        byte[] packed = bomb(1_000);
        for (int at = 0; at < packed.length; at += 13) {
            PageReader reader = reader();
            reader.feed(ByteBuffer.wrap(packed, 0, at));
            reader.poll();
            reader.close();
            long unpacked = inflaters.unpacked();
            reader.feed(ByteBuffer.wrap(packed, at, packed.length - at));
            reader.endOfInput();

            assertThat(reader.poll()).isNull();
            assertThat(inflaters.unpacked()).isEqualTo(unpacked);
            assertThat(inflaters.open()).isZero();
        }
    }

    @Test
    void aReaderThatIsClosedBeforeItsHeadCameMakesNoInflater() {
        PageReader reader = new PageFormat(ParseLimits.DEFAULT, inflaters).newReader();
        reader.close();
        reader.unpackGzip();

        assertThat(inflaters.made()).isZero();
    }

    @Test
    void bytesThatWaitAreCopied() {
        for (int size : new int[] {1, 100, 9_000}) {
            byte[] packed = bomb(1_000);
            PageReader reader = reader();
            for (int from = 0; from < packed.length; from += size) {
                byte[] part = Arrays.copyOfRange(packed, from, Math.min(packed.length, from + size));
                reader.feed(ByteBuffer.wrap(part));
                Arrays.fill(part, (byte) '#');
            }
            reader.endOfInput();
            List<Backlink> rows = new ArrayList<>();
            Answers.drain(reader, rows);

            assertThat(rows).hasSize(1_000);
            assertThat(reader.ended()).isTrue();
        }
    }
}
