package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.paging.Failure.Kind;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTableTests {

    /** All that the vendor's document names, by what it means. */
    private static final String DOCUMENTED = """
            20000 |
            40102 |
            40101 | SERVER_FAILED
            40103 | SERVER_FAILED
            40106 | SERVER_FAILED
            50000 | SERVER_FAILED
            50001 | SERVER_FAILED
            50301 | SERVER_FAILED
            50401 | SERVER_FAILED
            40202 | MINUTE_QUOTA_USED
            40209 | TOO_MANY_AT_ONCE
            50303 | SERVER_UNAVAILABLE
            40100 | ACCOUNT_REFUSED
            40104 | ACCOUNT_REFUSED
            40200 | ACCOUNT_REFUSED
            40201 | ACCOUNT_REFUSED
            40203 | ACCOUNT_REFUSED
            40204 | ACCOUNT_REFUSED
            40207 | ACCOUNT_REFUSED
            40210 | ACCOUNT_REFUSED
            40000 | REQUEST_REFUSED
            40001 | REQUEST_REFUSED
            40002 | REQUEST_REFUSED
            40003 | REQUEST_REFUSED
            40004 | REQUEST_REFUSED
            40005 | REQUEST_REFUSED
            40006 | REQUEST_REFUSED
            40205 | REQUEST_REFUSED
            40206 | REQUEST_REFUSED
            40400 | REQUEST_REFUSED
            40402 | REQUEST_REFUSED
            40404 | REQUEST_REFUSED
            40408 | REQUEST_REFUSED
            40501 | REQUEST_REFUSED
            40502 | REQUEST_REFUSED
            40503 | REQUEST_REFUSED
            40504 | REQUEST_REFUSED
            40505 | REQUEST_REFUSED
            40506 | REQUEST_REFUSED
            50100 | REQUEST_REFUSED
            50304 | REQUEST_REFUSED
            """;

    private static Set<Integer> documentedCodes() {
        return DOCUMENTED
                .lines()
                .map(line -> Integer.valueOf(line.substring(0, 5)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static IntStream undocumented(int from, int to) {
        Set<Integer> documented = documentedCodes();
        return IntStream.range(from, to).filter(code -> !documented.contains(code));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = DOCUMENTED)
    void documentedCodeHasItsMeaning(int code, @Nullable Kind kind) {
        assertThat(ErrorTable.ofCode(code)).isEqualTo(kind);
    }

    @Test
    void unknownCodeOf4xxxxRefusesTheRequest() {
        assertThat(undocumented(40000, 50000))
                .hasSizeGreaterThan(9900)
                .allSatisfy(code ->
                        assertThat(ErrorTable.ofCode(code)).as("%d", code).isEqualTo(Kind.REQUEST_REFUSED));
    }

    @Test
    void unknownCodeOf5xxxxMayPass() {
        assertThat(undocumented(50000, 60000))
                .hasSizeGreaterThan(9900)
                .allSatisfy(code ->
                        assertThat(ErrorTable.ofCode(code)).as("%d", code).isEqualTo(Kind.SERVER_FAILED));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 200, 500, 10000, 20001, 20100, 39999, 60000, Integer.MAX_VALUE})
    void codeOfNoKnownFamilyIsNeverTakenForSuccess(int code) {
        assertThat(ErrorTable.ofCode(code)).isEqualTo(Kind.REQUEST_REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "401, 'ACCOUNT_REFUSED REQUEST_REFUSED SERVER_FAILED null'",
        "402, 'ACCOUNT_REFUSED MINUTE_QUOTA_USED REQUEST_REFUSED TOO_MANY_AT_ONCE'",
        "501, 'REQUEST_REFUSED SERVER_FAILED'",
        "503, 'REQUEST_REFUSED SERVER_FAILED SERVER_UNAVAILABLE'",
    })
    void codesOfOneHundredMeanDifferentThings(int hundred, String meanings) {
        assertThat(IntStream.range(hundred * 100, hundred * 100 + 100)
                        .mapToObj(ErrorTable::ofCode)
                        .map(String::valueOf)
                        .distinct()
                        .sorted())
                .containsExactly(meanings.split(" "));
    }

    @Test
    void onlySuccessAndEmptyAreNoFailure() {
        assertThat(IntStream.range(0, 70000).filter(code -> ErrorTable.ofCode(code) == null))
                .containsExactly(20000, 40102);
        assertThat(IntStream.range(0, 70000).filter(ErrorTable::isEmpty)).containsExactly(40102);
    }

    @ParameterizedTest
    @CsvSource({
        "200,",
        "401, ACCOUNT_REFUSED",
        "402, ACCOUNT_REFUSED",
        "403, ACCOUNT_REFUSED",
        "404, REQUEST_REFUSED",
        "408, SERVER_FAILED",
        "429, MINUTE_QUOTA_USED",
        "500, SERVER_FAILED",
        "502, SERVER_FAILED",
        "503, SERVER_FAILED",
        "504, SERVER_FAILED",
        "520, SERVER_FAILED",
        "100, REQUEST_REFUSED",
        "204, REQUEST_REFUSED",
        "301, REQUEST_REFUSED",
        "302, REQUEST_REFUSED",
        "307, REQUEST_REFUSED",
        "400, REQUEST_REFUSED",
        "405, REQUEST_REFUSED",
        "413, REQUEST_REFUSED",
        "499, REQUEST_REFUSED",
    })
    void httpStatusHasItsMeaning(int status, @Nullable Kind kind) {
        assertThat(ErrorTable.ofHttpStatus(status)).isEqualTo(kind);
    }

    @Test
    void onlyHttp200IsSuccess() {
        assertThat(IntStream.range(0, 1000).filter(status -> ErrorTable.ofHttpStatus(status) == null))
                .containsExactly(200);
    }

    @Test
    void whatCodesCanSayIsMet() {
        Set<Kind> met = documentedCodes().stream()
                .map(ErrorTable::ofCode)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        assertThat(met)
                .containsExactlyInAnyOrder(
                        Kind.SERVER_FAILED,
                        Kind.SERVER_UNAVAILABLE,
                        Kind.MINUTE_QUOTA_USED,
                        Kind.TOO_MANY_AT_ONCE,
                        Kind.ACCOUNT_REFUSED,
                        Kind.REQUEST_REFUSED);
    }

    @Test
    void accountIsRefusedByTheseCodesAndTheseStatuses() {
        assertThat(IntStream.range(0, 70000).filter(ErrorTable::refusesAccount))
                .containsExactly(401, 402, 403, 40100, 40104, 40200, 40201, 40203, 40204, 40207, 40210);
    }
}
