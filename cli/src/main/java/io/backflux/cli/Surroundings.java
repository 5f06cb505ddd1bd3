package io.backflux.cli;

import io.backflux.RetryPolicy;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What the command meets outside of itself.
 *
 * @param rows where {@code --out -} writes; not a {@code PrintStream}, which would swallow what can't be written
 * @param input what {@code --targets -} reads
 * @param messages where everything for people goes
 * @param disk where files are
 * @param terminal whether somebody watches the messages
 * @param environment the variables that may hold credentials
 * @param encoding how arguments became text
 * @param interrupt how the command is stopped
 * @param retryPolicy how often a page is retried
 */
record Surroundings(
        OutputStream rows,
        InputStream input,
        PrintStream messages,
        Disk disk,
        Terminal terminal,
        Map<String, String> environment,
        ArgumentEncoding encoding,
        Interrupt interrupt,
        RetryPolicy retryPolicy) {

    static Surroundings ofProcess(Interrupt interrupt) {
        return new Surroundings(
                new FileOutputStream(FileDescriptor.out),
                System.in,
                System.err,
                Disk.REAL,
                Terminal.ofProcess(),
                System.getenv(),
                ArgumentEncoding.ofProcess(System.getenv()),
                interrupt,
                RetryPolicy.DEFAULT);
    }
}
