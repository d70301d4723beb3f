package io.jenkins.plugins.codepipeline.trigger;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port through which an endpoint is reached: closed, it refuses connections, and it can be opened again. */
final class Relay implements AutoCloseable {

    private final URI endpoint;
    private final Set<Closeable> sockets = ConcurrentHashMap.newKeySet();
    private int port;

    Relay(URI endpoint) throws IOException {
        this.endpoint = endpoint;
        open();
    }

    URI uri() {
        return URI.create("http://" + endpoint.getHost() + ':' + port);
    }

    void open() throws IOException {
        ServerSocket server = new ServerSocket(port, 0, InetAddress.getByName(endpoint.getHost()));
        port = server.getLocalPort();
        sockets.add(server);
        start(() -> {
            while (true) {
                connect(server.accept());
            }
        });
    }

    private void connect(Socket client) throws IOException {
        Socket target = new Socket(endpoint.getHost(), endpoint.getPort());
        sockets.add(client);
        sockets.add(target);
        copy(client, target);
        copy(target, client);
    }

    private static void copy(Socket from, Socket to) {
        start(() -> {
            try (from; to) {
                from.getInputStream().transferTo(to.getOutputStream());
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The port or the connection is closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes the port and each connection. */
    @Override
    public void close() throws IOException {
        for (Closeable socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }
}
