package io.backflux.simulator;

/** Takes a text piece by piece, so that a text made of parts is never put together first. */
interface TextSink {
    TextSink add(String part);

    TextSink add(long number);
}
