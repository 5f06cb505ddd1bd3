package io.backflux.simulator;

/** The rows of a query in its order, by their indexes in the data set. */
interface Selection {
    int size();

    int index(int position);

    /** How many rows the group of this row had, or 0 where groups aren't counted. */
    default int groupCount(int position) {
        return 0;
    }

    /** How many numbers are held in memory for it. */
    default int weight() {
        return 0;
    }

    /** Two runs of indexes, one after the other. */
    record Runs(int from, int to, int from2, int to2) implements Selection {
        @Override
        public int size() {
            return to - from + to2 - from2;
        }

        @Override
        public int index(int position) {
            return position < to - from ? from + position : from2 + position - (to - from);
        }
    }

    /** Some of the rows of another selection. */
    record Part(Selection all, int from, int to) implements Selection {
        @Override
        public int size() {
            return to - from;
        }

        @Override
        public int index(int position) {
            return all.index(from + position);
        }
    }

    /** Indexes one by one. */
    final class Listed implements Selection {
        private final int[] indexes;
        private final int[] counts;

        /** @param counts as many as there are indexes, or none */
        Listed(int[] indexes, int[] counts) {
            this.indexes = indexes;
            this.counts = counts;
        }

        @Override
        public int size() {
            return indexes.length;
        }

        @Override
        public int index(int position) {
            return indexes[position];
        }

        @Override
        public int groupCount(int position) {
            return counts.length == 0 ? 0 : counts[position];
        }

        @Override
        public int weight() {
            return indexes.length + counts.length;
        }
    }
}
