package io.backflux.error;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a harvest failed. What is not known is null.
 *
 * @param target the query's target
 * @param page the page that failed, 1 for the first
 * @param received rows emitted before, over all pages
 * @param taskId the vendor's id of the request, to name in a question to their support
 * @param path the JSON path in the answer, such as {@code $.tasks[0].result[0].items[17].rank}
 * @param byteOffset the byte of the answer, after gunzip, 0 for the first
 */
public record Place(
        @Nullable String target,
        @Nullable Integer page,
        long received,
        @Nullable String taskId,
        @Nullable String path,
        @Nullable Long byteOffset)
        implements Serializable {

    /** Not known. */
    public static final Place NOWHERE = new Place(null, null, 0, null, null, null);

    /** The place in words, such as {@code forbes.com, page 3, at path $.tasks (byte 812)}. Empty where nothing is known. */
    public String describe() {
        StringBuilder words = new StringBuilder();
        append(words, ", ", target);
        append(words, ", page ", page);
        append(words, ", task ", taskId);
        append(words, ", at path ", path);
        append(words, path == null ? ", at byte " : ", byte ", byteOffset);
        append(words, ", rows emitted ", received == 0 ? null : String.format(Locale.ROOT, "%,d", received));
        return words.isEmpty() ? "" : words.substring(2);
    }

    private static void append(StringBuilder words, String before, @Nullable Object value) {
        if (value != null) {
            words.append(before).append(value);
        }
    }
}
