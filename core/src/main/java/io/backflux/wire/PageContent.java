package io.backflux.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that a chain or a leg requests next.
 *
 * @param number its number, from 1 on
 * @param token the key to it; null for a first page
 * @param served rows that the token's chain has answered with, in the pages before
 * @param emitted identities of its rows that were emitted
 */
public record PageContent(int number, @Nullable SearchAfterToken token, long served, List<Long> emitted) {

    /** Before the first row. */
    static final PageContent FIRST = new PageContent(1, null, 0, List.of());

    public PageContent {
        emitted = List.copyOf(emitted);
    }

    /** The fields that say where it lies; the rows emitted of it are written further behind. */
    void writePlace(FieldWriter json) {
        json.number("page", number);
        json.text("token", token == null ? null : token.reveal());
        json.number("served", served);
    }

    void writeEmitted(FieldWriter json) {
        json.hashes("handedOn", emitted);
    }

    static PageContent read(FieldReader json) {
        return new PageContent(
                (int) json.number("page", 1, Integer.MAX_VALUE),
                SearchAfterToken.of(json.optionalText("token")),
                json.number("served", 0, Long.MAX_VALUE),
                json.hashes("handedOn"));
    }
}
