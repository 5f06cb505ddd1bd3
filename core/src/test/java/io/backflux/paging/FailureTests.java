package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.ParseLimits;
import io.backflux.error.AccountRefusedException;
import io.backflux.error.AnswerTimedOutException;
import io.backflux.error.AnswerTooLargeException;
import io.backflux.error.BacklinksException;
import io.backflux.error.CheckpointException;
import io.backflux.error.ClientClosedException;
import io.backflux.error.ConnectionFailedException;
import io.backflux.error.MalformedAnswerException;
import io.backflux.error.PermanentException;
import io.backflux.error.Place;
import io.backflux.error.ProxyFailedException;
import io.backflux.error.QuotaConflictException;
import io.backflux.error.QuotaExceededException;
import io.backflux.error.QuotaUnavailableException;
import io.backflux.error.RepeatedTokenException;
import io.backflux.error.RequestRefusedException;
import io.backflux.error.ServerFailedException;
import io.backflux.error.ServerUnavailableException;
import io.backflux.error.TransientException;
import io.backflux.error.UnexpectedAnswerException;
import io.backflux.error.UntrustedServerException;
import io.backflux.paging.Failure.Kind;
import io.backflux.wire.PageReader;
import io.backflux.wire.SearchAfterToken;
import io.backflux.wire.UnreadableAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTests {

    private static final Map<Kind, Class<? extends BacklinksException>> LEAVES = new EnumMap<>(Map.ofEntries(
            Map.entry(Kind.SERVER_FAILED, ServerFailedException.class),
            Map.entry(Kind.SERVER_UNAVAILABLE, ServerUnavailableException.class),
            Map.entry(Kind.MINUTE_QUOTA_USED, QuotaExceededException.class),
            Map.entry(Kind.TOO_MANY_AT_ONCE, QuotaExceededException.class),
            Map.entry(Kind.QUOTA_UNAVAILABLE, QuotaUnavailableException.class),
            Map.entry(Kind.CONNECTION_FAILED, ConnectionFailedException.class),
            Map.entry(Kind.NO_SOCKET, ConnectionFailedException.class),
            Map.entry(Kind.TIMED_OUT, AnswerTimedOutException.class),
            Map.entry(Kind.MALFORMED, MalformedAnswerException.class),
            Map.entry(Kind.UNEXPECTED, UnexpectedAnswerException.class),
            Map.entry(Kind.FILTER_IGNORED, UnexpectedAnswerException.class),
            Map.entry(Kind.ACCOUNT_REFUSED, AccountRefusedException.class),
            Map.entry(Kind.REQUEST_REFUSED, RequestRefusedException.class),
            Map.entry(Kind.PLACE_LOST, RequestRefusedException.class),
            Map.entry(Kind.TOO_LARGE, AnswerTooLargeException.class),
            Map.entry(Kind.REPEATED_TOKEN, RepeatedTokenException.class),
            Map.entry(Kind.UNTRUSTED_SERVER, UntrustedServerException.class),
            Map.entry(Kind.PROXY_FAILED, ProxyFailedException.class),
            Map.entry(Kind.QUOTA_CONFLICT, QuotaConflictException.class),
            Map.entry(Kind.CLIENT_CLOSED, ClientClosedException.class)));

    private static BacklinksException thrown(Kind kind) {
        return thrown(kind, new IOException("reset by peer"));
    }

    private static BacklinksException thrown(Kind kind, IOException cause) {
        return new Failure(kind, 12345, "it failed", "t-1", "$.tasks[0]", 812L, cause, null)
                .toException("forbes.com", 3, 2000, null);
    }

    @ParameterizedTest
    @EnumSource
    void eachKindIsItsLeafOfTheTree(Kind kind) {
        assertThat(thrown(kind)).isExactlyInstanceOf(LEAVES.get(kind));
    }

    @Test
    void everyLeafOfTheTreeIsReached() {
        assertThat(LEAVES.values())
                .containsAll(Stream.of(TransientException.class, PermanentException.class)
                        .flatMap(branch -> Arrays.stream(branch.getPermittedSubclasses()))
                        .filter(leaf -> leaf != CheckpointException.class) // Thrown before anything can fail.
                        .<Class<? extends BacklinksException>>map(leaf -> leaf.asSubclass(BacklinksException.class))
                        .toList());
    }

    @Test
    void aRefusedCheckpointIsPermanent() {
        BacklinksException thrown =
                BacklinksException.builder("not a checkpoint").checkpointRefused(CheckpointException.Reason.UNREADABLE);
        assertThat(thrown.isTransient()).isFalse();
        assertThat(thrown).hasMessage("not a checkpoint");
    }

    @Test
    void noLeafHasAPublicConstructor() {
        assertThat(LEAVES.values())
                .allSatisfy(leaf -> assertThat(leaf.getConstructors()).isEmpty());
        assertThat(CheckpointException.class.getConstructors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void leafIsTransientWhereItsKindMayPass(Kind kind) {
        BacklinksException thrown = thrown(kind);
        assertThat(thrown.isTransient()).isEqualTo(kind.isTransient());
        assertThat(thrown instanceof TransientException).isEqualTo(kind.isTransient());
        assertThat(thrown instanceof PermanentException).isEqualTo(!kind.isTransient());
        assertThat(Failure.of(kind, "it failed").isTransient()).isEqualTo(kind.isTransient());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ACCOUNT_REFUSED",
                "REQUEST_REFUSED",
                "PLACE_LOST",
                "TOO_LARGE",
                "REPEATED_TOKEN",
                "UNTRUSTED_SERVER",
                "PROXY_FAILED",
                "QUOTA_CONFLICT",
                "CLIENT_CLOSED"
            })
    void theseNeverPass(Kind kind) {
        assertThat(kind.isTransient()).isFalse();
    }

    @Test
    void allOthersMayPass() {
        assertThat(Arrays.stream(Kind.values()).filter(Kind::isTransient)).hasSize(11);
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhereResumingFailsAgainANewHarvestIsNeeded(Kind kind) {
        assertThat(thrown(kind).needsNewHarvest()).isEqualTo(kind == Kind.FILTER_IGNORED || kind == Kind.PLACE_LOST);
    }

    @Test
    void aTokenThatIsNoLongerTakenLeavesNoPlaceToResumeAt() {
        Failure refused = Failure.of(Kind.REQUEST_REFUSED, "Invalid Field");
        BacklinksException lost = refused.placeLost("begin a new harvest").toException("forbes.com", 1, 0, null);
        assertThat(lost).hasMessage("Invalid Field; begin a new harvest (forbes.com, page 1)");
        assertThat(lost.needsNewHarvest()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void messageNamesAllThatIsKnown(Kind kind) {
        IOException cause = new IOException("reset by peer");
        assertThat(thrown(kind, cause))
                .hasMessage(
                        "it failed (forbes.com, page 3, task t-1, at path $.tasks[0], byte 812, rows emitted 2,000)")
                .cause()
                .isSameAs(cause);
    }

    @ParameterizedTest
    @EnumSource
    void dataIsThereAsDataToo(Kind kind) {
        BacklinksException thrown = thrown(kind);
        assertThat(thrown.code()).isEqualTo(12345);
        assertThat(thrown.place()).isEqualTo(new Place("forbes.com", 3, 2000, "t-1", "$.tasks[0]", 812L));
    }

    @Test
    void aTokenThatIsLongerThanAMessageIsMaskedBeforeItIsCut() {
        SearchAfterToken token = Objects.requireNonNull(SearchAfterToken.of("s3cret".repeat(120)));
        Failure quoting = Failure.of(Kind.REQUEST_REFUSED, "Invalid Field: " + token.reveal() + ", sorry");
        assertThat(quoting.redacted(token).what()).isEqualTo("Invalid Field: [token of 720 characters], sorry");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertThat(Failure.of(Kind.REPEATED_TOKEN, "it failed").toException("forbes.com", 1, 0, null))
                .hasMessage("it failed (forbes.com, page 1)")
                .hasNoCause()
                .extracting(BacklinksException::code)
                .isNull();
    }

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of(Place.NOWHERE, ""),
                Arguments.of(new Place("forbes.com", null, 0, null, null, null), "forbes.com"),
                Arguments.of(new Place(null, 2, 0, null, null, null), "page 2"),
                Arguments.of(new Place(null, null, 7, null, null, null), "rows emitted 7"),
                Arguments.of(new Place(null, null, 0, "t-1", null, null), "task t-1"),
                Arguments.of(new Place(null, null, 0, null, "$.tasks", null), "at path $.tasks"),
                Arguments.of(new Place(null, null, 0, null, null, 0L), "at byte 0"),
                Arguments.of(new Place(null, null, 0, null, "$.tasks", 9L), "at path $.tasks, byte 9"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void placeIsDescribedByWhatIsKnown(Place place, String words) {
        assertThat(place.describe()).isEqualTo(words);
    }

    @Test
    void messageOfARefusalNamesTheApisCode() {
        Failure refusal = Objects.requireNonNull(
                AnswerJudge.judge(200, Envelopes.codes(20000, "Ok.", 40501, "Invalid Field: 'rank'.")));
        assertThat(refusal.toException("forbes.com", 2, 1000, null))
                .hasMessage("the API answered 40501: Invalid Field: 'rank'."
                        + " (forbes.com, page 2, task t-1, rows emitted 1,000)")
                .extracting(BacklinksException::code)
                .isEqualTo(40501);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tasks\":[} | MALFORMED",
                "{\"tasks\":3} | UNEXPECTED",
                "{\"tasks\":[{\"id\":\"12345678901\"}]} | TOO_LARGE",
            })
    void unreadableAnswerKeepsItsPathAndByteAndNothingOfItsText(String answer, Kind kind) {
        UnreadableAnswer unreadable = unreadable(answer);
        Failure failure = Failure.of(unreadable, "t-1");

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code()).isNull();
        assertThat(failure.cause()).isNull();
        assertThat(failure.path()).isEqualTo(unreadable.path()).startsWith("$");
        assertThat(failure.byteOffset()).isEqualTo(unreadable.byteOffset());
        assertThat(failure.toException("forbes.com", 1, 0, null))
                .hasMessageStartingWith(unreadable.getMessage())
                .hasMessageEndingWith(" (forbes.com, page 1, task t-1, at path " + unreadable.path() + ", byte "
                        + unreadable.byteOffset() + ")")
                .hasMessageNotContaining("12345678901");
    }

    private static UnreadableAnswer unreadable(String answer) {
        PageReader reader = Envelopes.reader(new ParseLimits(1000, 1000, 8, 100, 10, 10));
        reader.feed(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
        reader.endOfInput();
        reader.poll();
        UnreadableAnswer unreadable = reader.failure();
        return Objects.requireNonNull(unreadable);
    }

    @ParameterizedTest
    @EnumSource
    void exceptionCrossesASerializedStream(Kind kind) throws IOException, ClassNotFoundException {
        BacklinksException there = thrown(kind);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(there);
        }
        @Nullable Object back;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            back = in.readObject();
        }
        assertThat(back).isExactlyInstanceOf(LEAVES.get(kind));
        BacklinksException here = (BacklinksException) back;
        assertThat(List.of(here.place(), String.valueOf(here.code()), String.valueOf(here.getMessage())))
                .containsExactly(there.place(), "12345", String.valueOf(there.getMessage()));
    }
}
