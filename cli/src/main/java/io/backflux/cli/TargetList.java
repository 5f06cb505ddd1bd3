package io.backflux.cli;

import io.backflux.BacklinksQuery;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list of targets, read to its end and found to be usable. Its lines lie in a temporary file, so that standard input can be one, and
 * nobody changes it meanwhile; in memory there are some 100 bytes a target, to find those that are there twice. For one thread.
 */
final class TargetList implements Closeable, Iterable<ListedTarget> {

    private final FileChannel copy;
    private final Function<QueryJson, BacklinksQuery> queries;
    private final ListProblems repeats;
    private int size;

    private TargetList(FileChannel copy, Function<QueryJson, BacklinksQuery> queries, ListProblems repeats) {
        this.copy = copy;
        this.queries = queries;
        this.repeats = repeats;
    }

    /**
     * Reads all of it.
     *
     * @param column the one of a CSV list; null where nobody said
     * @param queries what is asked for, by a line
     * @throws ListRefusedException if some of its lines can't be used
     * @throws IllegalArgumentException if it can't be read, or is empty
     */
    static TargetList read(
            String file,
            @Nullable String column,
            InputStream standardInput,
            Function<QueryJson, BacklinksQuery> queries) {
        ListSource source = ListSource.open(file, column, standardInput);
        FileChannel copy = temporary();
        TargetList list = new TargetList(copy, queries, new ListProblems(source.name()));
        try {
            list.fill(source, column);
        } catch (IOException e) {
            list.close();
            throw new UnwritableException("a copy of the list in " + folder(), e);
        } catch (RuntimeException e) {
            list.close();
            throw e;
        }
        return list;
    }

    /** Where systems can, it has no name from the beginning, so that nothing is left of it after a kill. */
    private static FileChannel temporary() {
        try {
            Path file = Files.createTempFile("backflux", ".targets");
            return FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UnwritableException("a copy of the list in " + folder(), e);
        }
    }

    private static String folder() {
        return System.getProperty("java.io.tmpdir", "/tmp");
    }

    private void fill(ListSource source, @Nullable String column) throws IOException {
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(copy.position(0))));
        Filling filling = new Filling(source.name(), out);
        try {
            ListLines.read(source, column, filling);
        } catch (UnwritableException e) {
            throw new IOException(e.getCause());
        }
        out.flush();
        filling.refuseBad();
        if (size == 0) {
            throw new IllegalArgumentException(source.name() + " has no target in it");
        }
    }

    /** How many there are, without those that are there twice. */
    int size() {
        return size;
    }

    /** Those that are there twice, of which one is left out. */
    ListProblems repeats() {
        return repeats;
    }

    /** From the beginning; only the newest one may be used. */
    @Override
    public Iterator<ListedTarget> iterator() {
        try {
            return new Reading(new DataInputStream(new BufferedInputStream(Channels.newInputStream(copy.position(0)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            copy.close();
        } catch (IOException e) {
            // It is a copy, and the system takes it away.
        }
    }

    /** Checks each line, and keeps the good ones. */
    private final class Filling implements ListLines.Sink {

        private final DataOutputStream out;
        private final ListProblems bad;
        private final NumberByHash names = new NumberByHash();
        private final NumberByHash skeletons = new NumberByHash();
        private long[] spellings = new long[1 << 10];
        private int[] lines = new int[1 << 10];

        Filling(String file, DataOutputStream out) {
            this.out = out;
            this.bad = new ListProblems(file);
        }

        @Override
        public void entry(long line, QueryJson what) {
            String wrong = wrong(what);
            if (wrong != null) {
                bad(line, wrong);
                return;
            }
            String own = what.canonical();
            long spelling = Hashes.of(what.target() + '\n' + own);
            int other = sameAs(TargetSpelling.name(what.target()), own);
            if (other == NumberByHash.NONE) {
                keep(line, what, spelling);
            } else if (spellings[other] == spelling) {
                repeats.add(line, '"' + what.target() + "\" stands in line " + lines[other] + " already");
            } else {
                bad(
                        line,
                        '"' + what.target() + "\" is the target of line " + lines[other]
                                + " in another spelling, and would be paid for twice");
            }
        }

        /** Why it can't be asked for; null where it can. */
        private @Nullable String wrong(QueryJson what) {
            try {
                return queries.apply(what).target().isEmpty() ? "its target is empty" : null;
            } catch (IllegalArgumentException e) {
                return OptionWords.of(String.valueOf(e.getMessage()));
            }
        }

        private int sameAs(String name, String own) {
            int same = names.putIfAbsent(Hashes.of(name + '\n' + own), size);
            if (same != NumberByHash.NONE || !TargetSpelling.isInternational(name)) {
                return same;
            }
            skeletons.putIfAbsent(Hashes.of(TargetSpelling.skeleton(name) + '\n' + own), size);
            return skeletons.of(Hashes.of(TargetSpelling.skeletonOfOther(name) + '\n' + own));
        }

        private void keep(long line, QueryJson what, long spelling) {
            if (size == lines.length) {
                spellings = Arrays.copyOf(spellings, 2 * size);
                lines = Arrays.copyOf(lines, 2 * size);
            }
            spellings[size] = spelling;
            lines[size] = (int) line;
            size++;
            try {
                out.writeLong(line);
                write(what.target());
                write(what.canonical());
            } catch (IOException e) {
                throw new UnwritableException("a copy of the list", e);
            }
        }

        private void write(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        @Override
        public void bad(long line, String why) {
            bad.add(line, why);
        }

        void refuseBad() {
            if (bad.count() > 0) {
                boolean one = bad.count() == 1;
                throw new ListRefusedException(
                        Figures.counted(bad.count(), "line") + " of the list can't be used, see above; mend or remove "
                                + (one ? "it" : "them") + ". Nothing was bought",
                        bad.lines());
            }
        }
    }

    /** Goes through the copy. */
    private final class Reading implements Iterator<ListedTarget> {

        private final DataInputStream in;
        private int read;

        Reading(DataInputStream in) {
            this.in = in;
        }

        @Override
        public boolean hasNext() {
            return read < size;
        }

        @Override
        public ListedTarget next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                long line = in.readLong();
                String target = text();
                String own = text();
                BacklinksQuery query = queries.apply(QueryJson.of(target, own));
                return new ListedTarget(read++, line, query, FileName.of(target, own));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the copy of the list", e);
            }
        }

        private String text() throws IOException {
            return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        }
    }
}
