package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTests {

    private static final ListedTarget A = target(0, "a.com");
    private static final ListedTarget B = target(1, "b.com");

    @TempDir
    private Path folder;

    private static ListedTarget target(int number, String name) {
        return new ListedTarget(number, number + 1, BacklinksQuery.of(name), name + ".ndjson");
    }

    private Ledger open(Existing existing) {
        NumberByHash numbers = new NumberByHash();
        numbers.putIfAbsent(Hashes.of(A.fileName()), 0);
        numbers.putIfAbsent(Hashes.of(B.fileName()), 1);
        return Ledger.open(folder, existing, new LedgerHead(false, RowFormat.NDJSON, ""), numbers, 2);
    }

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }

    @Test
    void whatWasAskedAndPaidIsThereAgain() throws IOException {
        try (Ledger first = open(Existing.REFUSED)) {
            first.entry(A).sent();
            first.entry(A).settled(usd("0.06"));
            first.entry(A).sent();
            first.entry(B).sent();
            first.entry(B).settled(usd("0.024036"));
        }
        try (Ledger again = open(Existing.RESUMED)) {
            assertThat(again.entry(A).cost()).isEqualByComparingTo("0.06");
            assertThat(again.entry(A).requests()).isEqualTo(2);
            assertThat(again.entry(A).unsettled()).isEqualTo(1);
            assertThat(again.entry(B).cost()).isEqualByComparingTo("0.024036");
            assertThat(again.cost()).isEqualByComparingTo("0.084036");
            assertThat(again.unsettled()).isEqualTo(1);
            assertThat(again.doubtful(1000)).isEqualByComparingTo("0.06");
            assertThat(again.committed(1000)).isEqualByComparingTo("0.144036");
        }
    }

    @Test
    void theBalanceSaysWhatLostAnswersHaveCost() throws IOException {
        try (Ledger first = open(Existing.REFUSED)) {
            first.balance(usd("10"));
            first.entry(A).sent();
            first.entry(A).settled(usd("0.06"));
            first.entry(A).sent();
            first.entry(B).sent();
        }
        try (Ledger again = open(Existing.RESUMED)) {
            again.balance(usd("9.913"));
            assertThat(again.lost()).as("one of the two was billed").isEqualByComparingTo("0.027");
            assertThat(again.unsettled()).isZero();
            assertThat(again.doubtful(1000)).isZero();
            assertThat(again.entry(B).unsettled())
                    .as("which of them, nobody knows")
                    .isEqualTo(1);
        }
    }

    @Test
    void whereMoreWasSpentThanCanHaveBeenLostItStaysInDoubt() throws IOException {
        try (Ledger first = open(Existing.REFUSED)) {
            first.balance(usd("10"));
            first.entry(A).sent();
        }
        try (Ledger again = open(Existing.RESUMED)) {
            again.balance(usd("8"));
            assertThat(again.lost()).isZero();
            assertThat(again.unsettled()).isEqualTo(1);
            again.balance(usd("500"));
            assertThat(again.lost()).as("money came in").isZero();
        }
    }

    @Test
    void aLineThatAKillHasCutIsLeftOutAndTheNextOneBeginsAnew() throws IOException {
        try (Ledger first = open(Existing.REFUSED)) {
            first.entry(A).sent();
            first.entry(A).settled(usd("0.06"));
        }
        Path file = folder.resolve(Ledger.NAME);
        Files.writeString(file, "+ 0123", StandardOpenOption.APPEND);
        try (Ledger again = open(Existing.RESUMED)) {
            assertThat(again.unreadable()).isEqualTo(1);
            again.entry(A).sent();
            again.entry(A).settled(usd("0.06"));
        }
        try (Ledger third = open(Existing.RESUMED)) {
            assertThat(third.entry(A).cost()).isEqualByComparingTo("0.12");
        }
    }

    @Test
    void oneProcessWritesIt() throws IOException {
        try (Ledger first = open(Existing.REFUSED)) {
            assertThatThrownBy(() -> open(Existing.RESUMED))
                    .isInstanceOf(UnwritableException.class)
                    .hasMessageContaining("another backflux harvests into this folder");
            assertThat(first.cost()).isZero();
        }
    }

    @Test
    void whatIsThereIsInTheWayUnlessItIsResumedOrReplaced() throws IOException {
        try (Ledger first = open(Existing.REFUSED)) {
            first.entry(A).sent();
        }
        assertThatThrownBy(() -> open(Existing.REFUSED)).hasMessageContaining("--resume resumes them");
        try (Ledger anew = open(Existing.REPLACED)) {
            assertThat(anew.entry(A).requests()).isZero();
        }
        Files.writeString(folder.resolve(Ledger.NAME), "something else\n");
        assertThatThrownBy(() -> open(Existing.RESUMED)).hasMessageContaining("is no ledger");
    }
}
