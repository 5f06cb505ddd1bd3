package io.backflux.benchmarks.harvest;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A {@link PageServer} in a process of its own, which ends with this one at the latest. */
final class ServerProcess implements AutoCloseable {

    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx1g", "-XX:MaxDirectMemorySize=1g");

    private final Process process;
    private final URI uri;

    private ServerProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Returns when its pages are ready. */
    static ServerProcess start() throws IOException {
        Process process = Jvm.start(Jvm.OWN_CLASS_PATH, FLAGS, PageServer.class, List.of());
        BufferedReader output = process.inputReader();
        String port = output.readLine();
        if (port == null) {
            throw new IOException("the server did not start");
        }
        return new ServerProcess(process, URI.create("http://127.0.0.1:" + port));
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
