package io.backflux.benchmarks.emission;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The answers of one harvest, whose rows are as cheap to read as a row can be, so that what else is done with them stands
 * out. They come in chunks of so many rows.
 */
final class CheapPages {

    static final int PAGES = 20;
    static final int ROWS_A_PAGE = 1_000;
    static final int ROWS = PAGES * ROWS_A_PAGE;

    private static final String ROW = "{},";

    private final List<List<byte[]>> pages = new ArrayList<>();

    CheapPages(int rowsAChunk) {
        for (int page = 1; page <= PAGES; page++) {
            pages.add(chunks(page, rowsAChunk));
        }
    }

    private static List<byte[]> chunks(int page, int rowsAChunk) {
        List<byte[]> chunks = new ArrayList<>();
        String before = head();
        for (int row = 0; row < ROWS_A_PAGE; row += rowsAChunk) {
            int rows = Math.min(rowsAChunk, ROWS_A_PAGE - row);
            boolean last = row + rows == ROWS_A_PAGE;
            String text = ROW.repeat(rows);
            String after = last ? text.substring(0, text.length() - 1) + tail(page) : text;
            chunks.add((before + after).getBytes(StandardCharsets.US_ASCII));
            before = "";
        }
        return chunks;
    }

    private static String head() {
        return "{\"status_code\":20000,\"cost\":0.05,\"tasks\":[{\"id\":\"task-1\",\"status_code\":20000,"
                + "\"result\":[{\"total_count\":" + ROWS + ",\"items_count\":" + ROWS_A_PAGE + ",\"items\":[";
    }

    private static String tail(int page) {
        String token = page < PAGES ? "\"after-" + page + "\"" : "null";
        return "],\"search_after_token\":" + token + "}]}]}";
    }

    int chunks(int page) {
        return pages.get(page).size();
    }

    ByteBuffer chunk(int page, int index) {
        return ByteBuffer.wrap(pages.get(page).get(index));
    }
}
