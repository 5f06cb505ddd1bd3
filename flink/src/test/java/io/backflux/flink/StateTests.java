package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import io.backflux.BacklinksStatus;
import io.backflux.CustomMode;
import io.backflux.Fields;
import io.backflux.Mode;
import io.backflux.RankScale;
import io.backflux.Verdict;
import io.backflux.flink.HarvestSplit.Position;
import io.backflux.flink.TargetState.Look;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes into Flink's checkpoints comes out again, and what is no such thing is refused. */
class StateTests {

    private static final BacklinksQuery QUERY = BacklinksQuery.builder("forbes.com")
            .mode(Mode.ONE_PER_DOMAIN)
            .customMode(new CustomMode("anchor", 7))
            .filters(Fields.RANK.greaterThan(80).and(Fields.ANCHOR.isNotNull()))
            .orderBy(Fields.RANK.descending(), Fields.URL_FROM.ascending())
            .offset(3)
            .limit(10)
            .backlinksStatusType(BacklinksStatus.ALL)
            .includeSubdomains(false)
            .includeIndirectLinks(true)
            .excludeInternalBacklinks(false)
            .rankScale(RankScale.ONE_HUNDRED)
            .tag("nightly")
            .build();

    private static final SplitReport REPORT =
            new SplitReport(9, 1, 2, new BigDecimal("0.02"), 9L, Verdict.PROVEN, "all", null);

    private static HarvestSplit split() {
        Range range = new Range(Instant.ofEpochSecond(5), Instant.ofEpochSecond(9));
        return HarvestSplit.of(new SplitName(3, 1), QUERY, range).at(new Position("{}", 17, List.of(-1L, 4L)));
    }

    private static HarvestSplit again(HarvestSplit split) throws IOException {
        HarvestSplitSerializer serializer = HarvestSplitSerializer.INSTANCE;
        return serializer.deserialize(serializer.getVersion(), serializer.serialize(split));
    }

    @Test
    void aSplitComesBackAsItWas() throws IOException {
        HarvestSplit whole = HarvestSplit.of(SplitName.ofWhole(0), BacklinksQuery.of("example.org"), Range.ALL);

        assertThat(again(split())).isEqualTo(split());
        assertThat(again(whole.at(Position.BEGINNING))).isEqualTo(whole.askingFirst());
        assertThat(again(whole.ended(REPORT))).isEqualTo(whole.ended(REPORT));
    }

    @Test
    void theEnumeratorsStateComesBackAsItWas() throws IOException {
        TargetState cut = TargetState.of(0, QUERY);
        cut.cutFrom(100, true);
        cut.cut(new Look(100, Instant.ofEpochSecond(50), 1, new BigDecimal("0.02")));
        cut.spent(1, new BigDecimal("0.02"));
        cut.report(new SplitName(0, 0), REPORT);
        cut.lookedAtEnd(99L, 1L);
        SourceStateSerializer serializer = SourceStateSerializer.INSTANCE;

        SourceState again = serializer.deserialize(
                serializer.getVersion(), serializer.serialize(new SourceState(List.of(cut), List.of(split()))));

        TargetState target = again.targets().get(0);
        assertThat(again.pending()).containsExactly(split());
        assertThat(target).usingRecursiveComparison().isEqualTo(cut);
    }

    @Test
    void anotherVersionIsRefusedByItsNumber() throws IOException {
        byte[] bytes = HarvestSplitSerializer.INSTANCE.serialize(split());

        assertThatThrownBy(() -> HarvestSplitSerializer.INSTANCE.deserialize(2, bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void bytesThatAreCutOrTooManyAreRefused() throws IOException {
        byte[] bytes = HarvestSplitSerializer.INSTANCE.serialize(split());

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> HarvestSplitSerializer.INSTANCE.deserialize(1, cut))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> HarvestSplitSerializer.INSTANCE.deserialize(1, Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1 bytes too many");
    }

    @Test
    void aTimeThatIsNoneIsRefused() throws IOException {
        byte[] bytes = StateBytes.toBytes(Long.MAX_VALUE, DataOutputStream::writeLong);

        assertThatThrownBy(() -> StateBytes.fromBytes("a time", 1, 1, bytes, StateBytes::second))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a time");
    }

    @Test
    void aSplitIsPrintedWithoutItsToken() {
        assertThat(split().at(new Position("{\"token\":\"secret\"}", 1, List.of()))
                        .toString())
                .doesNotContain("secret");
    }
}
