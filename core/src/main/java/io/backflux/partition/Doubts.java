package io.backflux.partition;

import io.backflux.paging.KeyOrder;
import org.jspecify.annotations.Nullable;

/** Why as many rows as the total promised are no proof. */
public final class Doubts {

    static final String DISORDER = "rows did not come in the order that was asked for";
    static final String TEXTS =
            "rows of one second did not come sorted by url_from and url_to, so that a page's edge may have"
                    + " lost some";
    static final String REPEATS = "repeats were not looked for among all of them";
    private static final String MOVING =
            "in this order a row that moves may be lost unseen; order(RowOrder.STABLE) can prove it";

    private Doubts() {}

    /**
     * Of a chain.
     *
     * @param oneAnswer whether all rows came with one answer, which is a state of the index
     * @param stable whether in the stable order
     * @param exact whether each row was compared with all others
     * @param order how its rows came
     * @param unsure whether an earlier run could not be sure
     */
    public static @Nullable String ofChain(
            boolean oneAnswer, boolean stable, boolean exact, KeyOrder order, boolean unsure) {
        if (oneAnswer) {
            return null;
        }
        if (!stable) {
            return MOVING;
        }
        String disorder = of(order);
        if (disorder != null) {
            return disorder;
        }
        return unsure || !(exact || order.isStrict()) ? REPEATS : null;
    }

    static @Nullable String of(KeyOrder order) {
        if (order.isOutOfSeconds()) {
            return DISORDER;
        }
        return order.isOutOfTexts() ? TEXTS : null;
    }
}
