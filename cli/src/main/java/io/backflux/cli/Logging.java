package io.backflux.cli;

/** What the library and what is below it may say on standard error. To be set before the first logger is made. */
final class Logging {

    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    /** Errors; in words also that a page is retried and why. What a user has set by hand stays. */
    static void set(boolean verbose) {
        usually("defaultLogLevel", verbose ? "warn" : "error");
        usually("log.io.backflux", verbose ? "info" : "error");
        usually("showThreadName", "false");
        usually("showLogName", "false");
        usually("showShortLogName", "true");
    }

    private static void usually(String name, String value) {
        if (System.getProperty(PREFIX + name) == null) {
            System.setProperty(PREFIX + name, value);
        }
    }
}
