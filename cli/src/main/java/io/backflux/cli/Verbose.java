package io.backflux.cli;

/** A command that says where an error came from if it is asked to. */
interface Verbose {

    boolean isVerbose();
}
