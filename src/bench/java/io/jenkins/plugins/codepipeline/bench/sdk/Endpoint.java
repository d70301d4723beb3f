package io.jenkins.plugins.codepipeline.bench.sdk;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP endpoint on loopback that answers as AWS CodePipeline does, with as little work as can be: what is measured is
 * the caller. Between requests it looks for the next without sleeping, since to be woken would take it longer than to
 * answer, and how long would depend on the processor that it happens to be on.
 */
public final class Endpoint implements AutoCloseable {

    /** What the name of the operation stands behind in a request, in a header that is as it is in no other place. */
    private static final String TARGET = "CodePipeline_20150709.";

    private static final Map<String, byte[]> ANSWERS = Map.of(
            "PutJobSuccessResult", answer(""),
            "PutJobFailureResult", answer(""),
            "PollForJobs", answer("{\"jobs\":[]}"),
            "AcknowledgeJob", answer("{\"status\":\"InProgress\"}"));

    /** All that a request's head has to say. */
    private static final Pattern HEAD = Pattern.compile("(?is).*?\r\ncontent-length: *(\\d+)\r\n(.*?\r\n)?\r\n");

    private static final long AWAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private long lastRequest;

    public Endpoint() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024).configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::run, "endpoint");
        thread.setDaemon(true);
        thread.start();
    }

    public URI uri() {
        return URI.create("http://" + server.socket().getInetAddress().getHostAddress() + ':'
                + server.socket().getLocalPort());
    }

    /** How many connections are open. */
    public int connections() {
        return selector.keys().size() - 1;
    }

    @Override
    public void close() throws IOException {
        selector.keys().forEach(key -> close(key.channel()));
        selector.close();
    }

    private static byte[] answer(String body) {
        return String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Content-Type: application/x-amz-json-1.1",
                        "x-amzn-RequestId: 11111111-2222-3333-4444-555555555555",
                        "Content-Length: " + body.length(),
                        "",
                        body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        try {
            while (true) {
                if (System.nanoTime() - lastRequest < AWAKE_NANOS) {
                    selector.selectNow(this::handle);
                    Thread.yield();
                } else {
                    selector.select(this::handle);
                }
            }
        } catch (ClosedSelectorException | CancelledKeyException e) {
            // The end.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel connection = server.accept();
                connection.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
                connection.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(1 << 16));
            } else {
                answer((SocketChannel) key.channel(), (ByteBuffer) key.attachment());
            }
        } catch (IOException e) {
            close(key.channel()); // The caller has gone.
        }
    }

    private void answer(SocketChannel connection, ByteBuffer request) throws IOException {
        lastRequest = System.nanoTime();
        if (connection.read(request) < 0) {
            throw new EOFException();
        }
        String text = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
        Matcher head = HEAD.matcher(text);
        if (head.lookingAt() && text.length() == head.end() + Integer.parseInt(head.group(1))) {
            request.clear();
            int name = text.indexOf(TARGET) + TARGET.length();
            connection.write(ByteBuffer.wrap(ANSWERS.get(text.substring(name, text.indexOf('\r', name)))));
        }
    }
}
