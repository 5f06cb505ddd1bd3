package io.backflux.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A bare connection, for what an HTTP client would hide. */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Wire(BacklinksSimulator simulator, String body, String... headers) throws IOException {
        socket =
                new Socket(InetAddress.getLoopbackAddress(), simulator.baseUrl().getPort());
        socket.setSoTimeout(20_000);
        in = socket.getInputStream();
        String login = simulator.username() + ":" + simulator.password();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST /v3/backlinks/backlinks/live HTTP/1.1\r\nHost: localhost\r\n")
                .append("Authorization: Basic ")
                .append(Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .append("\r\nContent-Length: ")
                .append(bytes.length);
        for (String header : headers) {
            head.append("\r\n").append(header);
        }
        socket.getOutputStream().write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The status line and the headers, up to the blank line. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed within the head");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    byte[] read(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    byte[] readToTheEnd() throws IOException {
        return in.readAllBytes();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
