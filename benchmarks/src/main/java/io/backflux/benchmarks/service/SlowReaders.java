package io.backflux.benchmarks.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Many clients of a service, each of which reads so many bytes a second, and stops after so many rows; all by one thread. */
final class SlowReaders implements AutoCloseable {

    /** What a client's kernel takes in ahead of it. */
    private static final int RECEIVES = 16 << 10;

    private static final long TICK = 100;

    private final List<Reader> readers = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "slow-readers");
    private final int bytesPerSecond;
    private final long mostRows;
    private volatile boolean closed;

    private SlowReaders(int bytesPerSecond, long mostRows) {
        this.bytesPerSecond = bytesPerSecond;
        this.mostRows = mostRows;
        thread.setDaemon(true);
    }

    /**
     * Connects, asks and begins to read.
     *
     * @param count each asks for a target of its own, {@code slow-0.example} and so on
     */
    static SlowReaders start(URI service, int count, int bytesPerSecond, long mostRows) throws IOException {
        SlowReaders slow = new SlowReaders(bytesPerSecond, mostRows);
        for (int i = 0; i < count; i++) {
            slow.readers.add(new Reader(service, "slow-" + i + ".example"));
        }
        slow.thread.start();
        return slow;
    }

    private void run() {
        try {
            for (long tick = 0; !closed; tick++) {
                for (Reader reader : readers) {
                    if (reader.rows < mostRows) {
                        reader.read(bytesPerSecond * TICK / 1_000);
                    }
                }
                Thread.sleep(TICK);
            }
        } catch (IOException | InterruptedException e) {
            if (!closed) {
                System.err.println("reading ended: " + e);
            }
        }
    }

    /** Rows that each has read. */
    LongStream rows() {
        return readers.stream().mapToLong(reader -> reader.rows);
    }

    /** How many have so many rows. */
    long with(long rows) {
        return rows().filter(read -> read >= rows).count();
    }

    /** How many were hung up on. */
    long ended() {
        return readers.stream().filter(reader -> reader.ended).count();
    }

    /** All disconnect at once, with what is unread. */
    @Override
    public void close() throws IOException {
        closed = true;
        for (Reader reader : readers) {
            reader.channel.close();
        }
    }

    private static final class Reader {

        private final SocketChannel channel = SocketChannel.open();
        private final ByteBuffer buffer = ByteBuffer.allocate(4 << 10);
        private volatile long rows;
        private volatile boolean ended;
        private byte last;

        Reader(URI service, String target) throws IOException {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVES);
            channel.connect(new InetSocketAddress(service.getHost(), service.getPort()));
            channel.write(ByteBuffer.wrap(
                    ("GET /links/" + target + " HTTP/1.1\r\nHost: service\r\n" + "Accept: application/x-ndjson\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
        }

        void read(long most) throws IOException {
            for (long left = most; left > 0 && !ended; ) {
                buffer.clear().limit((int) Math.min(left, buffer.capacity()));
                int read = channel.read(buffer);
                if (read <= 0) {
                    ended = read < 0;
                    return;
                }
                left -= read;
                count();
            }
        }

        /** A row's line ends with a line feed alone; head and chunks have a carriage return before theirs. */
        private void count() {
            for (int i = 0; i < buffer.position(); i++) {
                byte next = buffer.get(i);
                if (next == '\n' && last != '\r') {
                    rows++;
                }
                last = next;
            }
        }
    }
}
