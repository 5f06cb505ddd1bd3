package io.backflux.cli;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What each target of a list has cost, over all runs: a log with a line before each request and a line once its answer has named its
 * price. A request without the second line was in flight when its run was killed, or broke off, and may have been billed; the account's
 * balance, a line as each run begins, says what all of these came to. Each line is with the system before its request is sent, so that a
 * kill loses none; a power cut may. While it is open no other process writes it. Safe for use by any thread.
 */
final class Ledger implements Closeable {

    static final String NAME = "backflux.ledger";

    private static final String AMOUNT = "-?[0-9]{1,12}(?:\\.[0-9]{1,20})?";
    private static final Pattern LINE =
            Pattern.compile("\\+ ([0-9a-f]{16})|- ([0-9a-f]{16}) (" + AMOUNT + ")|\\$ (" + AMOUNT + ")");
    private static final int SENT = 1;
    private static final int SETTLED = 2;
    private static final int COST = 3;
    private static final int BALANCE = 4;

    private final Path path;
    private final FileChannel channel;
    private final boolean inFolders;

    // All below by who has the lock.
    private final LedgerBook book;
    private long length;
    private long unreadable;

    private Ledger(Path path, FileChannel channel, boolean inFolders, int targets) {
        this.path = path;
        this.channel = channel;
        this.inFolders = inFolders;
        this.book = new LedgerBook(targets);
    }

    /**
     * Of the folder that the rows go to, which is there.
     *
     * @param existing what becomes of one that is there
     * @param head of a new one; one that is there must be of the same format and columns
     * @param numbers of the targets, by the hashes of their files' names
     * @param targets how many there are
     * @throws FileRefusedException if what is there is in the way
     * @throws UnwritableException if it can't be written, or another process writes it
     */
    static Ledger open(Path folder, Existing existing, LedgerHead head, NumberByHash numbers, int targets) {
        Path path = folder.resolve(NAME);
        if (existing == Existing.REFUSED && Files.exists(path)) {
            throw new FileRefusedException(
                    folder + " has a list's rows already; --resume resumes them, --force begins anew");
        }
        try {
            FileChannel channel = FileChannel.open(
                    path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
            try {
                lock(channel);
                return opened(path, channel, existing, head, numbers, targets);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UnwritableException(path.toString(), e);
        }
    }

    private static void lock(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Reported below.
        }
        throw new IOException("another backflux harvests into this folder");
    }

    private static Ledger opened(
            Path path, FileChannel channel, Existing existing, LedgerHead wanted, NumberByHash numbers, int targets)
            throws IOException {
        if (existing == Existing.REPLACED) {
            channel.truncate(0);
        }
        if (channel.size() == 0) {
            Ledger begun = new Ledger(path, channel, wanted.inFolders(), targets);
            begun.append(wanted.line());
            return begun;
        }
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel.position(0)), StandardCharsets.US_ASCII));
        LedgerHead written = checked(path, LedgerHead.of(lines.readLine()), wanted);
        Ledger there = new Ledger(path, channel, written.inFolders(), targets);
        there.read(lines, numbers);
        there.endWithALine();
        return there;
    }

    private static LedgerHead checked(Path path, @Nullable LedgerHead written, LedgerHead wanted) {
        if (written == null) {
            throw new FileRefusedException(
                    path + " is no ledger that this backflux knows; move it away, or take another --out");
        }
        String rows = "the rows in " + path.getParent();
        if (written.format() != wanted.format()) {
            throw new FileRefusedException(rows + " are " + written.format().word() + ", not "
                    + wanted.format().word() + "; resume with --format "
                    + written.format().word() + ", or take another --out; --force begins anew");
        }
        Columns.check(rows, written.columns(), wanted.columns());
        return written;
    }

    private void read(BufferedReader lines, NumberByHash numbers) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                unreadable++;
            } else if (parts.group(SENT) != null) {
                book.sent(numbers.of(HexFormat.fromHexDigitsToLong(parts.group(SENT))));
            } else if (parts.group(SETTLED) != null) {
                int number = numbers.of(HexFormat.fromHexDigitsToLong(parts.group(SETTLED)));
                book.settled(number, new BigDecimal(parts.group(COST)));
            } else {
                book.balance(new BigDecimal(parts.group(BALANCE)));
            }
        }
    }

    /** A kill may have cut the last one. */
    private void endWithALine() throws IOException {
        length = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, length - 1);
        if (last.get(0) != '\n') {
            append("");
        }
    }

    /** Whole, or not at all. */
    private void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.US_ASCII));
        long end = length;
        try {
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            length = end;
        } catch (IOException e) {
            channel.truncate(length);
            throw e;
        }
    }

    private void write(String line) {
        try {
            append(line);
        } catch (IOException e) {
            throw new UnwritableException(path.toString(), e);
        }
    }

    /** Whether the rows are in folders of the folder, as a first run has begun it. */
    boolean inFolders() {
        return inFolders;
    }

    /** Lines that can't be read, as a power cut may leave them. */
    synchronized long unreadable() {
        return unreadable;
    }

    /** The account of one target. */
    Entry entry(ListedTarget target) {
        return new Entry(target.number(), HexFormat.of().toHexDigits(Hashes.of(target.fileName())));
    }

    /**
     * What the account has, before this run requests anything.
     *
     * @param dollars USD
     * @throws UnwritableException if it can't be noted
     */
    synchronized void balance(BigDecimal dollars) {
        write("$ " + dollars.toPlainString());
        book.balance(dollars);
    }

    /** What the answers of all targets have cost, in USD. */
    synchronized BigDecimal cost() {
        return book.cost();
    }

    /** What requests have cost whose answers a kill has lost, as the account's balance says, in USD. */
    synchronized BigDecimal lost() {
        return book.lost();
    }

    /** Requests of which nobody knows what they cost, those in flight included. */
    synchronized int unsettled() {
        return book.open();
    }

    /**
     * The most that these may cost, in USD.
     *
     * @param rows of a page at most
     */
    synchronized BigDecimal doubtful(int rows) {
        return book.doubtful(rows);
    }

    /** What was spent, and what may have been besides. */
    synchronized BigDecimal committed(int rows) {
        return book.cost().add(book.lost()).add(book.doubtful(rows));
    }

    @Override
    public synchronized void close() throws IOException {
        channel.force(false);
        channel.close();
    }

    /** What one target has come to, over all runs. */
    final class Entry {

        private final int number;
        private final String key;

        private Entry(int number, String key) {
            this.number = number;
            this.key = key;
        }

        /**
         * A request goes out.
         *
         * @throws UnwritableException if that can't be noted, and then none may
         */
        void sent() {
            synchronized (Ledger.this) {
                write("+ " + key);
                book.sent(number);
            }
        }

        /**
         * An answer has named its price, or it is certain that there is none.
         *
         * @param cost USD
         */
        void settled(BigDecimal cost) {
            synchronized (Ledger.this) {
                write("- " + key + " " + cost.toPlainString());
                book.settled(number, cost);
            }
        }

        /** What its answers have cost, in USD. */
        BigDecimal cost() {
            synchronized (Ledger.this) {
                return book.cost(number);
            }
        }

        /** Requests that were sent. */
        int requests() {
            synchronized (Ledger.this) {
                return book.requests(number);
            }
        }

        /** Requests of which no answer named its price; once its harvest is over none of them is in flight. */
        int unsettled() {
            synchronized (Ledger.this) {
                return book.unsettled(number);
            }
        }
    }
}
