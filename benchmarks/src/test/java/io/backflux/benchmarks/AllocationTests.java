package io.backflux.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.backflux.Backlink;
import io.backflux.BacklinkColumn;
import io.backflux.BacklinksQuery;
import io.backflux.ParseLimits;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.wire.PageFormat;
import io.backflux.wire.PageReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a row costs in bytes, which repeats to a hundredth whatever else the machine does. A time would not. */
class AllocationTests {

    private static final int PART = 16 << 10;

    /** By then the compiler has taken out what never escapes. */
    private static final int PAGES = 400;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({"false, 1500", "true, 1650"})
    void aRowReadAllocatesLittleMoreThanItself(boolean pretty, double mostBytes) throws Exception {
        byte[] answer = Answer.bytes(pretty);
        PageFormat format = new PageFormat(ParseLimits.DEFAULT);

        double bytes = leastBytesARow(() -> read(answer, format.newReader()));

        System.out.printf("reader, pretty %s: %.0f bytes a row%n", pretty, bytes);
        assertThat(bytes).isLessThan(mostBytes);
    }

    @ParameterizedTest
    @CsvSource({"false, 720", "true, 830"})
    void aRowOfThreeColumnsAllocatesNoneOfTheOthers(boolean pretty, double mostBytes) throws Exception {
        byte[] answer = Answer.bytes(pretty);
        PageFormat format = new PageFormat(ParseLimits.DEFAULT)
                .selecting(EnumSet.of(BacklinkColumn.URL_FROM, BacklinkColumn.URL_TO, BacklinkColumn.RANK));

        double bytes = leastBytesARow(() -> read(answer, format.newReader()));

        System.out.printf("reader, 3 columns, pretty %s: %.0f bytes a row%n", pretty, bytes);
        assertThat(bytes).isLessThan(mostBytes);
    }

    @ParameterizedTest
    @CsvSource({"false, 1650", "true, 1800"})
    void aHarvestCopiesNoRowAndNoPage(boolean pretty, double mostBytes) throws Exception {
        try (OneAnswer transport = new OneAnswer(Answer.bytes(pretty), PART);
                BacklinksClient client = client(transport)) {

            double bytes = leastBytesARow(() -> harvest(client, transport));

            System.out.printf("harvest, pretty %s: %.0f bytes a row%n", pretty, bytes);
            assertThat(bytes).isLessThan(mostBytes);
        }
    }

    @Test
    void aHarvestSendsOneRequestAndTakesEachPartOnce() throws Exception {
        byte[] answer = Answer.bytes(true);
        try (OneAnswer transport = new OneAnswer(answer, PART);
                BacklinksClient client = client(transport)) {
            harvest(client, transport);

            assertThat(transport.requests()).isOne();
            assertThat(transport.parts()).isEqualTo((answer.length + PART - 1) / PART);
        }
    }

    private static BacklinksClient client(OneAnswer transport) {
        return BacklinksClient.builder()
                .transport(transport)
                .quota(AccountQuota.local(new QuotaLimits(30, Integer.MAX_VALUE)))
                .build();
    }

    private static void read(byte[] answer, PageReader reader) {
        int rows = 0;
        for (int from = 0; from < answer.length; from += PART) {
            reader.feed(ByteBuffer.wrap(answer, from, Math.min(PART, answer.length - from)));
            for (Backlink row = reader.poll(); row != null; row = reader.poll()) {
                rows++;
            }
        }
        reader.endOfInput();
        reader.close();
        assertThat(rows).isEqualTo(Answer.ROWS);
    }

    private static void harvest(BacklinksClient client, OneAnswer transport) {
        AtomicLong rows = new AtomicLong();
        client.harvest(BacklinksQuery.of("forbes.com"))
                .take(Answer.ROWS)
                .backlinks()
                .subscribe(row -> rows.incrementAndGet());
        transport.answer();
        assertThat(rows).hasValue(Answer.ROWS);
    }

    private static double leastBytesARow(Runnable page) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < PAGES; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            page.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return (double) least / Answer.ROWS;
    }
}
