package io.backflux.cli;

import io.backflux.simulator.BacklinksSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * When a command is killed: at random, but often where it matters.
 *
 * @param bytes by how much a file may grow until then
 */
record Instants(Random random, BacklinksSimulator simulator, int bytes) {

    /** Soon after a request came, or after the file or its checkpoint has grown. */
    BooleanSupplier next(Path out) {
        long later = random.nextInt(20_000_000);
        BooleanSupplier reached = switch (random.nextInt(3)) {
            case 0 -> {
                int request = simulator.requestCount() + 1 + random.nextInt(7);
                yield () -> simulator.requestCount() >= request;
            }
            case 1 -> {
                long length = size(out) + 1 + random.nextInt(bytes);
                yield () -> size(out) >= length;
            }
            default -> {
                int pages = 1 + random.nextInt(6);
                yield changesOf(StateFile.pathOf(out), pages);
            }
        };
        long[] since = {0};
        return () -> {
            if (since[0] == 0 && reached.getAsBoolean()) {
                since[0] = System.nanoTime();
            }
            return since[0] != 0 && System.nanoTime() - since[0] >= later;
        };
    }

    private static BooleanSupplier changesOf(Path state, int times) {
        Object[] last = {identity(state)};
        int[] left = {times};
        return () -> {
            Object now = identity(state);
            left[0] -= now.equals(last[0]) ? 0 : 1;
            last[0] = now;
            return left[0] <= 0;
        };
    }

    private static Object identity(Path file) {
        try {
            return Files.exists(file) ? Files.getAttribute(file, "unix:ino") : 0L;
        } catch (IOException e) {
            return 0L;
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
