package io.jenkins.plugins.codepipeline.core.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An endpoint with a latency and a rate: in each second it takes so many requests, and throttles those beyond. */
public final class BusyCodePipeline implements AutoCloseable {

    private static final byte[] THROTTLED =
            "{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Duration latency;
    private final int ratePerSecond;
    private final AtomicInteger recorded = new AtomicInteger();
    private final AtomicInteger throttled = new AtomicInteger();
    private final AtomicLong ownNanos = new AtomicLong();
    private long second;
    private int inThisSecond;
    private volatile long firstRequest;
    private volatile long lastAnswer;

    public BusyCodePipeline(Duration latency, int ratePerSecond) {
        this.latency = latency;
        this.ratePerSecond = ratePerSecond;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Without a latency in the thread that finds the request, since to wake another takes longer than to answer.
        Executor answering = latency.isZero() ? Runnable::run : threads;
        server.setExecutor(request -> {
            long found = System.nanoTime();
            answering.execute(() -> {
                request.run();
                ownNanos.addAndGet(System.nanoTime() - found);
            });
        });
        server.createContext("/", this::answer);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public int recorded() {
        return recorded.get();
    }

    public int throttled() {
        return throttled.get();
    }

    /** From the first request to the last answer. */
    public Duration busyTime() {
        return Duration.ofNanos(lastAnswer - firstRequest);
    }

    /** The time from when requests were found until they were answered. */
    public Duration ownTime() {
        return Duration.ofNanos(ownNanos.get());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        boolean isTaken = take();
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException e) {
            return;
        }
        (isTaken ? recorded : throttled).incrementAndGet();
        lastAnswer = System.nanoTime();
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().add("x-amzn-RequestId", FakeCodePipeline.REQUEST_ID);
        exchange.sendResponseHeaders(isTaken ? 200 : 400, isTaken ? -1 : THROTTLED.length);
        if (!isTaken) {
            exchange.getResponseBody().write(THROTTLED);
        }
        exchange.close();
    }

    private synchronized boolean take() {
        long now = System.nanoTime();
        if (firstRequest == 0) {
            firstRequest = now;
        }
        long current = Duration.ofNanos(now - firstRequest).toSeconds();
        if (current != second) {
            second = current;
            inThisSecond = 0;
        }
        return ++inThisSecond <= ratePerSecond;
    }
}
