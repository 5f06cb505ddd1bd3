package io.backflux.benchmarks.service;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** {@code samples/webflux}, in a JVM of its own. What it holds is read from outside: by JMX, and by its own metrics. */
final class Service implements AutoCloseable {

    private static final String MAIN = "io.backflux.samples.webflux.LinksApplication";
    private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");
    private static final Pattern OUTSIDE_THE_HEAP = Pattern.compile("Other \\(reserved=(\\d+)KB");
    private static final Pattern VALUE = Pattern.compile("\"value\":([0-9.E+-]+)");
    private static final int STARTING_SECONDS = 120;

    private final Process process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI uri;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final MemoryMXBean memory;

    @SuppressWarnings("BanJNDI") // It talks to a JVM that was started here.
    private Service(Process process, Path log, URI uri) throws IOException, AttachNotSupportedException {
        this.process = process;
        this.log = log;
        this.uri = uri;
        VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
        this.connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        machine.detach();
        this.beans = connector.getMBeanServerConnection();
        this.memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    }

    /**
     * Returns when it listens.
     *
     * @param classPath of the sample
     * @param megabytes of its heap
     * @param api base URL of the API
     * @param properties more arguments of its
     */
    static Service start(String classPath, int megabytes, String api, List<String> properties)
            throws IOException, InterruptedException, AttachNotSupportedException {
        Path log = Files.createTempFile("service", ".log");
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--backflux.base-url=" + api));
        arguments.addAll(properties);
        Process process = Children.startLogging(
                classPath,
                MAIN,
                List.of("-Xmx" + megabytes + "m", "-XX:NativeMemoryTracking=summary", "-XX:+ExitOnOutOfMemoryError"),
                arguments,
                Map.of("DATAFORSEO_USERNAME", SimulatedApi.USERNAME, "DATAFORSEO_PASSWORD", SimulatedApi.PASSWORD),
                log.toFile());
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Service(process, log, URI.create("http://127.0.0.1:" + port(process, log)));
    }

    private static String port(Process process, Path log) throws IOException, InterruptedException {
        for (int i = 0; i < STARTING_SECONDS && process.isAlive(); i++) {
            Matcher port = PORT.matcher(Files.readString(log));
            if (port.find()) {
                return port.group(1);
            }
            Thread.sleep(1_000);
        }
        process.destroyForcibly();
        throw new IOException("the service did not start:\n" + Files.readString(log));
    }

    URI uri() {
        return uri;
    }

    /** Bytes of the heap that are in use once it has been collected. */
    long heap() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Bytes of buffers outside of the heap, as the JVM counts what is allocated for them. */
    long outsideTheHeap() throws IOException, JMException {
        Object report = beans.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "vmNativeMemory",
                new Object[] {new String[] {"summary"}},
                new String[] {String[].class.getName()});
        Matcher other = OUTSIDE_THE_HEAP.matcher(report.toString());
        return other.find() ? Long.parseLong(other.group(1)) << 10 : 0;
    }

    /** The first figure of a meter; 0 where there is none. */
    double meter(String nameAndTags) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri.resolve("/actuator/metrics/" + nameAndTags))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Matcher value = VALUE.matcher(answer.body());
        return value.find() ? Double.parseDouble(value.group(1)) : 0;
    }

    /** Rows of a whole answer. */
    long read(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri.resolve(path)).build(), HttpResponse.BodyHandlers.ofLines())
                .body()
                .count();
    }

    /** Lines of its log that tell of something that went wrong. */
    long complaints() throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("ERROR") || line.contains("LEAK") || line.contains("OutOfMemory"))
                    .count();
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
        process.destroy();
    }
}
