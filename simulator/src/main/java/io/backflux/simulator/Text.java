package io.backflux.simulator;

/** A text that writes itself into a sink. */
@FunctionalInterface
interface Text {
    void to(TextSink sink);

    /** The whole text as one string, for filters and sorts. */
    static String string(Text text) {
        StringSink sink = new StringSink();
        text.to(sink);
        return sink.text.toString();
    }

    /** Collects the parts. */
    final class StringSink implements TextSink {
        private final StringBuilder text = new StringBuilder(96);

        @Override
        public TextSink add(String part) {
            text.append(part);
            return this;
        }

        @Override
        public TextSink add(long number) {
            text.append(number);
            return this;
        }
    }
}
