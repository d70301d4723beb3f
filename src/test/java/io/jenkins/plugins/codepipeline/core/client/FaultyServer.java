package io.jenkins.plugins.codepipeline.core.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.rules.ExternalResource;

/**
 * Answers as it should not, byte by byte: one behaviour for each connection, the last of them for all connections after it.
 * It can record results all the same, and then answers further ones as CodePipeline does.
 */
public final class FaultyServer extends ExternalResource {

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\nContent-Length: *([0-9]+)\r\n");

    private static final Pattern OPERATION = Pattern.compile("(?i)\r\nX-Amz-Target: *([^\r]*)");

    static final String JSON = "application/x-amz-json-1.1";

    /** What to do with a connection, after the request was read or instead of that. */
    public record Behaviour(boolean isAfterRequest, Act act) {}

    public interface Act {

        /**
         * Answers, or does something else.
         *
         * @param request empty if it was not read
         */
        void on(Socket connection, String request) throws Exception;
    }

    private final Queue<Behaviour> behaviours = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final SecondResults results = new SecondResults();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket server;

    @Override
    protected void before() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    @Override
    protected void after() {
        stop();
        open.forEach(FaultyServer::close);
    }

    public void behave(Behaviour... inOrder) {
        behaviours.addAll(List.of(inOrder));
    }

    /** Takes no more connections. */
    public void stop() {
        close(server);
    }

    int port() {
        return server.getLocalPort();
    }

    public URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + port());
    }

    /** The requests, first to last; one that was not read is empty. */
    public List<String> requests() {
        return requests;
    }

    /** Sends bytes after the request, and closes the connection. */
    static Behaviour sends(String bytes) {
        return new Behaviour(true, (connection, request) -> write(connection, bytes));
    }

    /** Answers with HTTP, and closes the connection. */
    static Behaviour answers(int status, String contentType, String body) {
        return sends(head(status, contentType, body.length()) + body);
    }

    /** Takes the request and gives no answer until the caller closes the connection. */
    public static Behaviour hangs(Runnable afterRequest, Runnable whenClosed) {
        return new Behaviour(true, (connection, request) -> {
            afterRequest.run();
            try {
                connection.getInputStream().read();
            } finally {
                whenClosed.run();
            }
        });
    }

    /** Answers with an error of the service. */
    static Behaviour refuses(int status, String code, String message) {
        return answers(status, JSON, error(code, message));
    }

    /** Records the result of the request, and then behaves so. */
    Behaviour recordsAnd(Behaviour behaviour) {
        return new Behaviour(true, (connection, request) -> {
            put(request);
            behaviour.act().on(connection, request);
        });
    }

    /** Records results and answers as CodePipeline does. */
    Behaviour records() {
        return new Behaviour(true, (connection, request) -> write(
                connection,
                put(request)
                        .map(message -> error("InvalidJobStateException", message))
                        .map(body -> head(400, JSON, body.length()) + body)
                        .orElse(head(200, JSON, 0))));
    }

    /** How many results are recorded. */
    int recorded() {
        return results.count();
    }

    private Optional<String> put(String request) {
        Matcher operation = OPERATION.matcher(request);
        if (!operation.find()) {
            throw new IllegalArgumentException("no request of CodePipeline: " + request);
        }
        return results.put(operation.group(1), request.substring(request.indexOf("\r\n\r\n")));
    }

    private static String error(String code, String message) {
        return "{\"__type\": \"" + code + "\", \"message\": \"" + message + "\"}";
    }

    private static void write(Socket connection, String bytes) throws IOException {
        connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    static String head(int status, String contentType, int length) {
        return "HTTP/1.1 " + status + " As The Test Says\r\nx-amzn-RequestId: " + FakeCodePipeline.REQUEST_ID
                + "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + length + "\r\nConnection: close\r\n\r\n";
    }

    private void accept() throws IOException {
        while (true) {
            Socket connection = server.accept();
            Behaviour behaviour = behaviours.size() > 1 ? behaviours.remove() : behaviours.element();
            open.add(connection);
            start(() -> {
                try (connection) {
                    String request = behaviour.isAfterRequest() ? read(connection.getInputStream()) : "";
                    requests.add(request);
                    behaviour.act().on(connection, request);
                } finally {
                    open.remove(connection);
                }
            });
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!isComplete(bytes.toString(StandardCharsets.ISO_8859_1))) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The request ended early");
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isComplete(String request) {
        int body = request.indexOf("\r\n\r\n") + 4;
        if (body < 4) {
            return false;
        }
        Matcher length = CONTENT_LENGTH.matcher(request.substring(0, body));
        return request.length() - body >= (length.find() ? Integer.parseInt(length.group(1)) : 0);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                // The other side broke the connection off, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
