package io.backflux.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** Versions of what is measured, which the build writes down. */
final class Versions {

    private Versions() {}

    static Map<String, String> all() {
        Properties properties = new Properties();
        try (InputStream file = Versions.class.getResourceAsStream("/io/backflux/benchmarks/versions.properties")) {
            properties.load(Objects.requireNonNull(file, "versions.properties"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> versions = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> versions.put(name, properties.getProperty(name)));
        return versions;
    }
}
