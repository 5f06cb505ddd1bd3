package io.backflux.benchmarks.emission;

import io.backflux.benchmarks.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The answers of one harvest in chunks, all with the same rows and each with a token of its own. */
final class PreparedPages {

    static final int PAGES = 100;
    static final int ROWS = PAGES * Answer.ROWS;

    private static final String TOKEN = "\"search_after_token\":\"";
    private static final String CHEAP_ROW = "{},";

    private final List<byte[]> chunks;
    private final List<byte[]> ends;

    /**
     * @param page up to the token
     * @param rowsAt where chunks of that size begin; what is before is one more
     */
    private PreparedPages(String page, int rowsAt, int chunkSize) {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        chunks = new ArrayList<>();
        if (rowsAt > 0) {
            chunks.add(Arrays.copyOf(bytes, rowsAt));
        }
        for (int from = rowsAt; from < bytes.length; from += chunkSize) {
            chunks.add(Arrays.copyOfRange(bytes, from, Math.min(from + chunkSize, bytes.length)));
        }
        ends = IntStream.rangeClosed(1, PAGES)
                .mapToObj(number -> ("after-" + number + "\"}]}]}").getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /** Of rows that are as cheap to read as a row can be, so that what else is done with them stands out. */
    static PreparedPages ofCheapRows(int rowsAChunk) {
        String head = "{\"status_code\":20000,\"cost\":0.05,\"tasks\":[{\"id\":\"task-1\",\"status_code\":20000,"
                + "\"result\":[{\"total_count\":" + ROWS + ",\"items_count\":" + Answer.ROWS + ",\"items\":[";
        String rows = CHEAP_ROW.repeat(Answer.ROWS);
        String page = head + rows.substring(0, rows.length() - 1) + "]," + TOKEN;
        return new PreparedPages(page, head.length(), rowsAChunk * CHEAP_ROW.length());
    }

    /** As the simulator answers, whose index has as many rows. */
    static PreparedPages ofWholeRows(int bytesAChunk) throws IOException, InterruptedException {
        String answer = new String(Answer.bytes(false), StandardCharsets.UTF_8);
        String page = answer.substring(0, answer.lastIndexOf(TOKEN) + TOKEN.length());
        return new PreparedPages(page, 0, bytesAChunk);
    }

    /** Chunks of each page. */
    int chunks() {
        return chunks.size() + 1;
    }

    ByteBuffer chunk(int page, int index) {
        return ByteBuffer.wrap(index < chunks.size() ? chunks.get(index) : ends.get(page));
    }
}
