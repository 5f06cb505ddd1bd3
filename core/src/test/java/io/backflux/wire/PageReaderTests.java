package io.backflux.wire;

import static io.backflux.wire.Answers.MINIFIED;
import static io.backflux.wire.Answers.PRETTY;
import static io.backflux.wire.Answers.around;
import static io.backflux.wire.Answers.read;
import static io.backflux.wire.Answers.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backflux.Backlink;
import io.backflux.ParseLimits;
import io.backflux.wire.UnreadableAnswer.Reason;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PageReaderTests {

    @ParameterizedTest
    @ValueSource(strings = {PRETTY, MINIFIED})
    void rowsWrittenOutAgainEqualTheRowsThatCameIn(String name) {
        byte[] answer = Answers.bytes(name);

        List<Backlink> rows = read(answer);

        assertThat(rows).hasSize(5);
        JsonNode items = Answers.items(answer);
        for (int i = 0; i < 5; i++) {
            assertThat(Answers.tree(rows.get(i).toJson())).isEqualTo(items.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PRETTY, MINIFIED})
    void splitAtEachByteTheRowsAreTheSame(String name) {
        byte[] answer = Answers.bytes(name);
        List<Backlink> whole = read(answer);

        for (int cut = 1; cut < answer.length; cut++) {
            List<Backlink> rows = read(Arrays.copyOf(answer, cut), Arrays.copyOfRange(answer, cut, answer.length));
            assertThat(rows).as("split at byte %d", cut).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @CsvSource({PRETTY + ",1", PRETTY + ",7", PRETTY + ",1000", MINIFIED + ",1", MINIFIED + ",13", MINIFIED + ",4096"})
    void inChunksOfAnySizeTheRowsAreTheSame(String name, int size) {
        byte[] answer = Answers.bytes(name);

        assertThat(read(chunks(answer, size))).isEqualTo(read(answer));
    }

    @Test
    void inRandomChunksTheRowsOfALongPageAreTheSame() {
        byte[] answer = longPage(300);
        List<Backlink> whole = read(answer);
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int round = 0; round < 50; round++) {
            List<byte[]> chunks = new ArrayList<>();
            for (int at = 0; at < answer.length; ) {
                int next = Math.min(answer.length, at + 1 + random.nextInt(30_000));
                chunks.add(Arrays.copyOfRange(answer, at, next));
                at = next;
            }
            assertThat(read(chunks.toArray(byte[][]::new)))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(whole);
        }
    }

    @Test
    void aRowIsGivenAsSoonAsItsLastByteIsHere() {
        byte[] answer = Answers.bytes(MINIFIED);
        String text = new String(answer, UTF_8);
        int endOfFirst = utf8(text.substring(0, text.indexOf("\"indirect_link_path\":null}") + 26)).length;
        PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();

        reader.feed(ByteBuffer.wrap(answer, 0, endOfFirst - 1));
        assertThat(reader.poll()).isNull();
        reader.feed(ByteBuffer.wrap(answer, endOfFirst - 1, 1));
        assertThat(reader.poll()).isNotNull();
    }

    @Test
    void wholeRowsAreGivenThoughWhatCameBehindThemIsNotWhole() {
        String open = ",{\"anchor\":\"" + "a".repeat(20_000);
        PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();
        reader.feed(
                ByteBuffer.wrap(utf8("{\"tasks\":[{\"result\":[{\"items\":[{\"rank\":1},{\"rank\":2},{\"rank\":3}")));

        assertThat(reader.poll()).isEqualTo(Backlink.fromJson("{\"rank\":1}"));
        reader.feed(ByteBuffer.wrap(utf8(open)));
        assertThat(reader.poll()).isEqualTo(Backlink.fromJson("{\"rank\":2}"));
        assertThat(reader.poll()).isEqualTo(Backlink.fromJson("{\"rank\":3}"));
        assertThat(reader.poll()).isNull();
    }

    @Test
    void costAndTotalAreKnownBeforeTheFirstRow() {
        byte[] answer = Answers.bytes(PRETTY);
        PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();

        reader.feed(ByteBuffer.wrap(answer, 0, 1800));

        assertThat(reader.headRead()).isTrue();
        assertThat(reader.rows()).isZero();
        assertThat(reader.envelope().cost()).isEqualTo(new BigDecimal("0.02015"));
        assertThat(reader.envelope().totalCount()).isEqualTo(42671);
        assertThat(reader.envelope().token()).isNull();
    }

    @Test
    void ofAHeadThatBreaksOffWhatCameWholeIsKnown() {
        String head = "{\"status_code\":40202,\"status_message\":\"Wait.\",\"cost\":0.02345,\"tasks\":[";
        for (int cut = 1; cut <= head.length(); cut++) {
            for (String rest : List.of("", "x", "\0")) {
                byte[] answer = utf8(head.substring(0, cut) + rest);
                PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();
                Reading whole = Reading.of(reader, answer);

                String where = "cut at " + cut + rest;
                assertThat(whole.refusal()).as(where).isEqualTo(Reason.MALFORMED);
                assertThat(whole.envelope().statusCode()).as(where).isEqualTo(cut >= 21 ? 40202 : null);
                assertThat(whole.envelope().cost())
                        .as(where)
                        .isEqualTo(cut >= head.indexOf("\"tasks") ? new BigDecimal("0.02345") : null);
                assertThat(Reading.of(
                                new PageFormat(ParseLimits.DEFAULT).newReader(),
                                answer,
                                IntStream.range(0, answer.length).toArray()))
                        .as(where)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void ofATailThatBreaksOffWhatCameWholeIsKnown() {
        String tail = "],\"items_count\":12,\"search_after_token\":\"T\"}],\"cost\":0.02345}],\"status_code\":20000}";
        for (int cut = 0; cut < tail.length(); cut++) {
            byte[] answer = utf8("{\"tasks\":[{\"result\":[{\"items\":[{\"rank\":1}" + tail.substring(0, cut));

            Reading reading = Reading.of(new PageFormat(ParseLimits.DEFAULT).newReader(), answer);

            String where = "cut at " + cut;
            assertThat(reading.refusal()).as(where).isEqualTo(Reason.MALFORMED);
            assertThat(reading.rows()).as(where).hasSize(1);
            PageEnvelope envelope = reading.envelope();
            assertThat(envelope.itemsCount()).as(where).isEqualTo(cut >= tail.indexOf(",\"search") + 1 ? 12L : null);
            assertThat(envelope.token())
                    .as(where)
                    .isEqualTo(cut >= tail.indexOf("}],\"cost") ? SearchAfterToken.of("T") : null);
            assertThat(envelope.cost())
                    .as(where)
                    .isEqualTo(cut >= tail.indexOf("],\"status") ? new BigDecimal("0.02345") : null);
            assertThat(envelope.statusCode()).as(where).isNull();
        }
    }

    @Test
    void tokenAndCountsAreKnownAfterTheLastRow() {
        PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();

        read(reader, Answers.bytes(PRETTY));

        assertThat(reader.ended()).isTrue();
        assertThat(reader.rows()).isEqualTo(5);
        PageEnvelope envelope = reader.envelope();
        assertThat(envelope.token()).isEqualTo(SearchAfterToken.of("eyJDdXJyZW50T2Zmc2V0IjowfQ=="));
        assertThat(envelope.itemsCount()).isEqualTo(5);
        assertThat(envelope.taskId()).isEqualTo("11231214-1535-0269-0000-0123456789ab");
        assertThat(envelope.taskStatusCode()).isEqualTo(20000);
    }

    @Test
    void endIsKnownWithoutAskingForOneMoreRow() {
        PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();
        reader.feed(ByteBuffer.wrap(around("[{},{}]", "")));
        reader.endOfInput();

        reader.poll();
        assertThat(reader.ended()).isFalse();
        reader.poll();
        assertThat(reader.ended()).isTrue();
    }

    @Test
    void keysMayComeInAnyOrder() {
        PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();

        List<Backlink> rows = read(
                reader,
                utf8(
                        "{\"tasks\":[{\"result\":[{\"search_after_token\":\"T\",\"items\":[{\"rank\":1}],"
                                + "\"total_count\":9.0}],\"status_code\":20000,\"id\":\"x\"}],\"cost\":0.5,\"status_code\":20000}"));

        assertThat(rows).singleElement().extracting(Backlink::rank).isEqualTo(1);
        assertThat(reader.envelope().token()).isEqualTo(SearchAfterToken.of("T"));
        assertThat(reader.envelope().totalCount()).isEqualTo(9);
        assertThat(reader.envelope().cost()).isEqualTo("0.5");
        assertThat(reader.envelope().statusCode()).isEqualTo(20000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status_code\":1,\"tasks\":[{}]}", "[{\"status_code\":1}]", "[]", "{}", "\"1\"", "true"})
    void whatIsNoNumberIsPassedOverAsAWhole(String value) {
        PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();

        List<Backlink> rows = read(
                reader,
                utf8(
                        "{\"cost\":?,\"tasks\":[{\"cost\":?,\"result\":[{\"total_count\":?,\"items\":[{}],\"items_count\":?}]}]}"
                                .replace("?", value)));

        assertThat(rows).hasSize(1);
        PageEnvelope envelope = reader.envelope();
        assertThat(envelope.tasks()).isEqualTo(1);
        assertThat(envelope.statusCode()).isNull();
        assertThat(envelope.cost()).isNull();
        assertThat(envelope.totalCount()).isNull();
        assertThat(envelope.itemsCount()).isNull();
    }

    @Test
    void aCountBelowZeroIsNone() {
        PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();

        read(reader, utf8("{\"tasks\":[{\"result\":[{\"total_count\":-1,\"items\":[],\"items_count\":-2}]}]}"));

        assertThat(reader.envelope().totalCount()).isNull();
        assertThat(reader.envelope().itemsCount()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status_code\":40501,\"tasks\":[{\"status_code\":40501,\"result\":null}]}",
                "{\"status_code\":40100,\"tasks\":null}",
                "{\"status_code\":20000,\"tasks\":[]}",
                "{\"status_code\":20000,\"tasks\":[{\"result\":[{\"items\":null,\"items_count\":0}]}]}",
                "{\"status_code\":20000,\"tasks\":[{\"result\":[{\"items\":[]}]}]}",
                " {} "
            })
    void answersWithoutRowsEndWithTheInput(String json) {
        for (int cut = 1; cut < json.length(); cut++) {
            PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();
            assertThat(read(reader, utf8(json.substring(0, cut)), utf8(json.substring(cut))))
                    .isEmpty();
            assertThat(reader.ended()).isTrue();
        }
    }

    @Test
    void aMissingCommaIsNamedWithPathAndByte() {
        String json = Answers.text(PRETTY)
                .replace("b\",\n                            \"ranked", "b\"\n                            \"ranked");

        UnreadableAnswer error = refuse(utf8(json));

        assertThat(error.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(error).hasMessageContaining("expecting comma");
        assertThat(error.path()).isEqualTo("$.tasks[0].result[0].items[0].url_to_redirect_target");
        int quote = utf8(json.substring(0, json.indexOf("\"ranked_keywords_info"))).length;
        assertThat(error.byteOffset()).isBetween((long) quote - 1, (long) quote + 1);
    }

    @Test
    void pathAndByteAreTheSameHoweverTheBytesCame() {
        byte[] answer = Answers.bytes(MINIFIED);
        int at = new String(answer, ISO_8859_1).lastIndexOf("\"rank\":");
        answer[at + 7] = 'x';
        UnreadableAnswer whole = refuse(answer);

        UnreadableAnswer dripped = refuse(chunks(answer, 1));

        assertThat(whole.path()).isEqualTo("$.tasks[0].result[0].items[4].rank");
        assertThat(dripped.path()).isEqualTo(whole.path());
        assertThat(dripped.byteOffset()).isEqualTo(whole.byteOffset());
        assertThat(dripped).hasMessage(whole.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{},]",
                "[,{}]",
                "[{} {}]",
                "[{},,{}]",
                "[{}",
                "[{}}",
                "[{\"rank\":1,}]",
                "[{]",
                "[{},word]",
                "[/**/{}]"
            })
    void brokenArraysAreMalformed(String items) {
        assertThat(refuse(around(items, "")).reason()).isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[true]", "[1,{}]", "[[]]", "{}", "\"rows\""})
    void itemsThatAreNoRowsAreUnexpected(String items) {
        assertThat(refuse(around(items, "")).reason()).isEqualTo(Reason.UNEXPECTED);
    }

    @Test
    void aCutAnywhereIsMalformedAndGivesTheRowsBeforeIt() {
        byte[] answer = Answers.bytes(MINIFIED);
        List<Backlink> whole = read(answer);
        for (int cut = 0; cut < answer.length - 1; cut++) {
            byte[] head = Arrays.copyOf(answer, cut);
            int complete = rowsIn(new String(head, ISO_8859_1));
            for (boolean readBeforeTheEnd : new boolean[] {true, false}) {
                List<Backlink> rows = new ArrayList<>();
                PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();
                reader.feed(ByteBuffer.wrap(head));
                if (readBeforeTheEnd) {
                    Answers.drain(reader, rows);
                }
                reader.endOfInput();
                Answers.drain(reader, rows);

                assertThat(reader.failure())
                        .as("cut at %d", cut)
                        .isNotNull()
                        .extracting(UnreadableAnswer::reason)
                        .isEqualTo(Reason.MALFORMED);
                assertThat(rows).as("cut at %d", cut).isEqualTo(whole.subList(0, complete));
            }
        }
    }

    /** The last field of each row of the fixture, with the brace behind it. */
    private static int rowsIn(String answer) {
        return (int) Pattern.compile("\"indirect_link_path\":(null|\\[[^]]*])}")
                .matcher(answer)
                .results()
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 60, 100_000})
    void rowsBeforeAnErrorAreGivenHoweverTheBytesCame(int size) {
        for (String items : List.of(
                "[{\"rank\":1} {\"rank\":2}]", "[{\"rank\":1},5,{\"rank\":2}]", "[{\"rank\":1},{\"rank\":x}]")) {
            PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();
            List<Backlink> rows = new ArrayList<>();
            for (byte[] chunk : chunks(around(items, ""), size)) {
                reader.feed(ByteBuffer.wrap(chunk));
                Answers.drain(reader, rows);
            }
            reader.endOfInput();
            Answers.drain(reader, rows);

            assertThat(rows).as(items).extracting(Backlink::rank).containsExactly(1);
            assertThat(reader.failure())
                    .as(items)
                    .isNotNull()
                    .satisfies(failure -> assertThat(failure.path()).startsWith("$.tasks[0].result[0].items[1]"));
        }
    }

    @Test
    void garbageAfterTheEndIsRefused() {
        assertThat(refuse(utf8(Answers.text(MINIFIED) + "{}")).reason()).isEqualTo(Reason.UNEXPECTED);
        assertThat(refuse(utf8(Answers.text(MINIFIED) + "<")).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void htmlIsMalformed() {
        UnreadableAnswer error = refuse(utf8("<html><body>Bad gateway</body></html>"));

        assertThat(error.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(error.byteOffset()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void whatIsNotInUtf8IsMalformedFromItsFirstBytesOn(String charset) {
        byte[] answer = Answers.text(MINIFIED).getBytes(Charset.forName(charset));
        UnreadableAnswer whole = refuse(answer);

        UnreadableAnswer dripped = refuse(chunks(answer, 1));

        assertThat(whole.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(whole.path()).isEqualTo("$");
        assertThat(whole.byteOffset()).isBetween(0L, 1L);
        assertThat(dripped).hasMessage(whole.getMessage());
        assertThat(dripped.byteOffset()).isEqualTo(whole.byteOffset());
    }

    @Test
    void aByteOrderMarkIsPassedOverAndCounted() {
        byte[] plain = around("[{\"rank\":1},{\"rank\":x}]", "");
        byte[] marked = utf8("\uFEFF" + new String(plain, UTF_8));

        for (int size : new int[] {1, 2, 3, 4, marked.length}) {
            assertThat(refuse(chunks(marked, size)).byteOffset())
                    .as("chunks of %d", size)
                    .isEqualTo(refuse(plain).byteOffset() + 3);
        }
        assertThat(read(utf8("\uFEFF" + Answers.text(PRETTY)))).isEqualTo(read(Answers.bytes(PRETTY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n\r\t ", "\uFEFF", "\uFEFF "})
    void anAnswerOfNothingButBlanksEndsTooEarly(String blanks) {
        for (int size = 1; size <= utf8(blanks).length; size++) {
            UnreadableAnswer error = refuse(chunks(utf8(blanks), size));

            assertThat(error.reason()).isEqualTo(Reason.MALFORMED);
            assertThat(error).hasMessage("not whole JSON: it ends too early");
            assertThat(error.byteOffset()).isEqualTo(utf8(blanks).length);
        }
    }

    @Test
    void anEmptyAnswerSaysSo() {
        assertThat(refuse(new byte[0])).hasMessage("the answer is empty");
    }

    @Test
    void moreThanOneTaskIsUnexpected() {
        assertThat(refuse(utf8("{\"tasks\":[{\"result\":[{\"items\":[{}]}]},{\"result\":[{\"items\":[{}]}]}]}")))
                .hasMessageContaining("one task was sent");
    }

    @Test
    void theTotalAndTheTokenOfTheFirstResultAreNotOverruled() {
        byte[] answer =
                around("[{}]", ",\"search_after_token\":\"a\"},{\"total_count\":9,\"search_after_token\":\"b\"");
        PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();

        Reading reading = Reading.of(reader, answer);

        assertThat(reading.refusal()).isEqualTo(Reason.UNEXPECTED);
        assertThat(reading.words()).isEqualTo("one result was awaited, more were answered");
        assertThat(reading.envelope().totalCount()).isEqualTo(7);
        assertThat(reading.envelope().token()).isEqualTo(SearchAfterToken.of("a"));
    }

    @Test
    void nullsInPlaceOfRowsAndResultsAreCounted() {
        byte[] answer =
                utf8("{\"tasks\":[{\"result\":[null,{\"items\":[null,{\"rank\":1},null,null,{\"rank\":2}]},null]}]}");

        for (int size = 1; size <= answer.length; size++) {
            PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();
            assertThat(read(reader, chunks(answer, size)))
                    .extracting(Backlink::rank)
                    .containsExactly(1, 2);
            assertThat(reader.rows()).isEqualTo(2);
            assertThat(reader.envelope().nulls()).isEqualTo(5);
        }
    }

    @Test
    void behindNullsThePathCountsThemToo() {
        byte[] answer = around("[null,{\"rank\":1},null,{\"rank\":x}]", "");

        for (int size : new int[] {1, 7, answer.length}) {
            assertThat(refuse(chunks(answer, size)).path()).isEqualTo("$.tasks[0].result[0].items[3].rank");
        }
    }

    @Test
    void moreRowsThanMayComeAreTooLarge() {
        byte[] answer = around("[{\"rank\":1},null,{\"rank\":2},{\"rank\":3}]", "");

        for (int size : new int[] {1, 7, answer.length}) {
            Reading reading = inChunks(new PageFormat(ParseLimits.DEFAULT).newReader(3), answer, size);

            assertThat(reading.rows()).hasSize(2);
            assertThat(reading.refusal()).isEqualTo(Reason.TOO_LARGE);
            assertThat(reading.words()).isEqualTo("more rows than 3, the most for what was asked");
            assertThat(reading.path()).isEqualTo("$.tasks[0].result[0].items[3]");
            assertThat(inChunks(new PageFormat(ParseLimits.DEFAULT).newReader(4), answer, size)
                            .refusal())
                    .isNull();
        }
    }

    private static Reading inChunks(PageReader reader, byte[] answer, int size) {
        return Reading.of(
                reader,
                answer,
                IntStream.rangeClosed(1, (answer.length - 1) / size)
                        .map(chunk -> chunk * size)
                        .toArray());
    }

    @Test
    void itemsTwiceAreUnexpectedAndNotDropped() {
        assertThat(refuse(around("[{}]", ",\"items\":[{}]"))).hasMessageContaining("items came twice");
    }

    @Test
    void anErrorInWhatIsKeptRawHasItsByte() {
        String items = "[{\"rank\":1},{\"ranked_keywords_info\":{\"new\":\"" + "y".repeat(1_001) + "\"}}]";
        ParseLimits small = new ParseLimits(100_000, 5_000, 64, 100, 1_000, 20);

        UnreadableAnswer error = refuse(small, around(items, ""));

        int text = new String(around(items, ""), UTF_8).indexOf("yyy");
        assertThat(error.byteOffset()).isBetween(text + 999L, text + 1_003L);
        assertThat(error.path()).isEqualTo("$.tasks[0].result[0].items[1].ranked_keywords_info.new");
    }

    @Test
    void whatTheParserComplainsOfIsNotQuoted() {
        UnreadableAnswer error = refuse(around("[{}]", ",\"search_after_token\":c2VjcmV0LXNlY3JldA"));

        assertThat(error).hasNoCause();
        assertThat(error.getMessage()).doesNotContain("c2Vj");
    }

    @Test
    void limitsHold() {
        ParseLimits small = new ParseLimits(100_000, 5_000, 10, 100, 1_000, 20);
        assertThat(refuse(small, around("[{\"x\":\"" + "y".repeat(1_001) + "\"}]", ""))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(refuse(small, around("[{\"" + "n".repeat(101) + "\":1}]", ""))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(refuse(small, around("[{\"x\":" + "1".repeat(21) + "}]", "")).reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(refuse(small, around("[{\"x\":" + "[".repeat(10) + "]".repeat(10) + "}]", ""))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(refuse(small, chunks(around("[{\"x\":\"a\"" + " ".repeat(9_000) + "}]", ""), 1000))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(refuse(small, chunks(around("[{}" + ",{}".repeat(50_000) + "]", ""), 1000))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aPageThatIsNotReadYetIsNoRowThatIsTooLarge() {
        ParseLimits small = new ParseLimits(1 << 30, 5_000, 64, 100, 1_000, 20);
        PageReader reader = new PageFormat(small).newReader();

        for (byte[] chunk : chunks(longPage(100), 1000)) {
            reader.feed(ByteBuffer.wrap(chunk));
        }
        List<Backlink> rows = new ArrayList<>();
        Answers.drain(reader, rows);

        assertThat(rows).hasSize(100);
    }

    @Test
    void bytesThatDripInAreNotParsedOverAndOver() {
        // Half a megabyte of braces, one byte at a time: parsed anew at each it would be 125 GB.
        byte[] answer = around("[{\"x\":\"" + "}".repeat(500_000) + "\"}]", "");

        assertThat(read(chunks(answer, 1))).hasSize(1);
    }

    @Test
    void bytesThatDripInAreNotSearchedOverAndOver() {
        byte[] rows = around("[{\"x\":\"" + "y".repeat(1_000_000) + "\"}]", "");
        byte[] head = utf8("{\"data\":\"" + "y".repeat(1_000_000) + "\",\"status_code\":20000}");

        assertThat(read(chunks(rows, 1))).hasSize(1);
        assertThat(read(chunks(head, 1))).isEmpty();
        assertThat(read(chunks(utf8("{\"status_code\":20000}" + " ".repeat(2_000_000)), 64)))
                .isEmpty();
    }

    private static UnreadableAnswer refuse(byte[]... chunks) {
        return refuse(ParseLimits.DEFAULT, chunks);
    }

    private static UnreadableAnswer refuse(ParseLimits limits, byte[]... chunks) {
        UnreadableAnswer error =
                catchThrowableOfType(UnreadableAnswer.class, () -> read(new PageFormat(limits).newReader(), chunks));
        assertThat(error).isNotNull();
        return error;
    }

    private static byte[][] chunks(byte[] bytes, int size) {
        byte[][] chunks = new byte[(bytes.length + size - 1) / size][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = Arrays.copyOfRange(bytes, i * size, Math.min(bytes.length, (i + 1) * size));
        }
        return chunks;
    }

    private static byte[] longPage(int rows) {
        String five = Answers.items(Answers.bytes(PRETTY)).toPrettyString();
        String inner = five.substring(1, five.length() - 1);
        return around("[" + (inner + ",").repeat(rows / 5 - 1) + inner + "]", "");
    }
}
