package io.backflux.reactor;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A proxy on this machine, which speaks HTTP's CONNECT or SOCKS5 and connects to one server, whatever its name is said to be. */
final class LocalProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final boolean socks;
    private final @Nullable String login;
    private final @Nullable String refusal;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<String> servers = new CopyOnWriteArrayList<>();

    private LocalProxy(int target, boolean socks, @Nullable String login, @Nullable String refusal) {
        this.target = target;
        this.socks = socks;
        this.login = login;
        this.refusal = refusal;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        onThread(this::accept);
    }

    /**
     * @param target the server's port
     * @param login as {@code login:password}; null to let everybody in
     */
    static LocalProxy http(int target, @Nullable String login) {
        return new LocalProxy(target, false, login, null);
    }

    static LocalProxy socks(int target, @Nullable String login) {
        return new LocalProxy(target, true, login, null);
    }

    /** Answers each CONNECT with this status. */
    static LocalProxy refusing(String status) {
        return new LocalProxy(0, false, null, status);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void onThread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // As at the end of a test.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            sockets.add(client);
            onThread(() -> {
                try (client) {
                    serve(client, new DataInputStream(client.getInputStream()), client.getOutputStream());
                }
            });
        }
    }

    private void serve(Socket client, DataInputStream in, OutputStream out) throws IOException {
        if (socks ? takesSocks(in, out) : takesConnect(in, out)) {
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                sockets.add(server);
                onThread(() -> {
                    try (client) {
                        server.getInputStream().transferTo(out);
                    }
                });
                in.transferTo(server.getOutputStream());
            }
        }
    }

    private boolean takesConnect(InputStream in, OutputStream out) throws IOException {
        String head = head(in);
        heads.add(head);
        servers.add(head.split(" ", -1)[1]);
        if (refusal != null) {
            return answered(out, refusal);
        }
        String wanted = login == null ? "" : Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        if (login != null && !head.contains("proxy-authorization: Basic " + wanted + "\r\n")) {
            return answered(out, "407 Proxy Authentication Required");
        }
        out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    private static boolean answered(OutputStream out, String status) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return false;
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private boolean takesSocks(DataInputStream in, OutputStream out) throws IOException {
        in.readByte();
        in.readNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, (byte) (login == null ? 0 : 2)});
        if (login != null) {
            in.readByte();
            String user = text(in);
            boolean known = login.equals(user + ":" + text(in));
            out.write(new byte[] {1, (byte) (known ? 0 : 1)});
            if (!known) {
                return false;
            }
        }
        in.readNBytes(3);
        boolean isName = in.readByte() == 3;
        String name =
                isName ? text(in) : InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
        servers.add(name + ":" + in.readUnsignedShort());
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        return true;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    int port() {
        return listening.getLocalPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    /** How often a client asked for a connection to a server, and to which. */
    List<String> servers() {
        return servers;
    }

    /** What it was sent before it let somebody through. */
    List<String> heads() {
        return heads;
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
