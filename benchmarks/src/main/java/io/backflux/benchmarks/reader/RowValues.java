package io.backflux.benchmarks.reader;

import io.backflux.Backlink;
import io.backflux.Extras;
import io.backflux.RankedKeywordsInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of one row while it is read. */
final class RowValues {

    private static final long ALL_CAME = (1L << RowField.ALL.size()) - 1;

    private final @Nullable Object[] values = new Object[RowField.ALL.size()];
    private long came;

    void set(RowField field, @Nullable Object value) {
        values[field.index()] = value;
        came |= 1L << field.index();
    }

    /** The row, after which there are no values. */
    Backlink take() {
        Backlink row = row(came == ALL_CAME ? Extras.NONE : new Extras(Map.of(), Map.of(), absent()));
        Arrays.fill(values, null);
        came = 0;
        return row;
    }

    private Set<String> absent() {
        Set<String> absent = new LinkedHashSet<>();
        for (RowField field : RowField.ALL) {
            if ((came & 1L << field.index()) == 0) {
                absent.add(field.apiName());
            }
        }
        return absent;
    }

    private Backlink row(Extras extras) {
        return new Backlink(
                text(0),
                text(1),
                text(2),
                flag(3),
                text(4),
                text(5),
                flag(6),
                text(7),
                flag(8),
                flag(9),
                integer(10),
                integer(11),
                integer(12),
                integer(13),
                list(14),
                flag(15),
                text(16),
                text(17),
                integer(18),
                integer(19),
                integer(20),
                text(21),
                text(22),
                text(23),
                integer(24),
                (Instant) values[25],
                (Instant) values[26],
                (Instant) values[27],
                text(28),
                list(29),
                flag(30),
                flag(31),
                text(32),
                text(33),
                text(34),
                text(35),
                text(36),
                text(37),
                number(38),
                number(39),
                flag(40),
                integer(41),
                integer(42),
                text(43),
                (RankedKeywordsInfo) values[44],
                flag(45),
                list(46),
                extras);
    }

    private @Nullable String text(int index) {
        return (String) values[index];
    }

    private @Nullable Boolean flag(int index) {
        return (Boolean) values[index];
    }

    private @Nullable Integer integer(int index) {
        return (Integer) values[index];
    }

    private @Nullable Long number(int index) {
        return (Long) values[index];
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // A field's kind follows from its component's type.
    private <T> @Nullable List<T> list(int index) {
        return (List<T>) values[index];
    }
}
