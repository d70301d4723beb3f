package io.jenkins.plugins.codepipeline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.codepipeline.demo.aws.AccessKeys;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Answer;
import io.jenkins.plugins.codepipeline.demo.aws.AwsRequest;
import io.jenkins.plugins.codepipeline.demo.aws.Exchange;
import io.jenkins.plugins.codepipeline.demo.aws.Exchanges;
import io.jenkins.plugins.codepipeline.demo.aws.FakeAws;
import io.jenkins.plugins.codepipeline.demo.aws.FaultSwitch;
import io.jenkins.plugins.codepipeline.demo.aws.Jobs;
import io.jenkins.plugins.codepipeline.demo.aws.Pipeline;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * An HTTP endpoint that answers as AWS CodePipeline and AWS STS do, and has a page that shows its jobs. It listens to its
 * own machine alone.
 */
public final class DemoCodePipeline implements AutoCloseable {

    static {
        // Else each answer that has a body takes 40 ms: its head and body are two packets, and the second waits for the
        // client's delayed confirmation of the first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int LARGEST_REQUEST = 1 << 20;
    private static final long SLOW_SECONDS = 5;

    private final FakeAws aws = new FakeAws();
    private final DemoPageHandler page = new DemoPageHandler(this);
    private final List<Pipeline> pipelines = List.of(
            new Pipeline("shop", configuration("deploy-pipeline", "production"), aws.jobs()),
            new Pipeline("blog", configuration("deploy-freestyle", "staging"), aws.jobs()));
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "demo of AWS CodePipeline");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;

    private DemoCodePipeline(HttpServer server) {
        this.server = server;
    }

    /** Listens on a free port. */
    public static DemoCodePipeline start() throws IOException {
        DemoCodePipeline endpoint =
                new DemoCodePipeline(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.createContext("/", endpoint::handle);
        endpoint.server.start();
        return endpoint;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** The endpoint for AWS clients, and in a browser its page. */
    public URI uri() {
        return URI.create(
                "http://" + server.getAddress().getAddress().getHostAddress() + ':' + server.getAddress().getPort());
    }

    /** The jobs of the home region. */
    public Jobs jobs() {
        return aws.jobs();
    }

    public Jobs jobs(String region) {
        return aws.jobs(region);
    }

    /** The pipelines of the page; each queues jobs of {@link ActionTypes#JENKINS} for another project. */
    public List<Pipeline> pipelines() {
        return pipelines;
    }

    /**
     * Finds a pipeline.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Pipeline pipeline(String name) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no pipeline " + name));
    }

    private static Map<String, String> configuration(String project, String environment) {
        return Map.of(
                ActionTypes.PROJECT_NAME, project,
                ActionTypes.ENVIRONMENT, environment,
                ActionTypes.DEPLOY_TOKEN, "token-of-" + project);
    }

    public AccessKeys accessKeys() {
        return aws.accessKeys();
    }

    public FaultSwitch faults() {
        return aws.faults();
    }

    public Exchanges exchanges() {
        return aws.exchanges();
    }

    /** Waits for a state of the jobs or the exchanges; it is for the caller to set a time limit, as JUnit can. */
    public void await(BooleanSupplier state) throws InterruptedException {
        aws.await(state);
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            String body = body(http);
            if (http.getRequestMethod().equals("POST") && http.getRequestURI().getPath().equals("/")) {
                answer(http, body);
            } else {
                page.handle(http, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange http, String body) throws IOException, InterruptedException {
        Exchange exchange = aws.answer(new AwsRequest(headers(http), body));
        switch (exchange.delivery()) {
            case DELAYED -> closed.await(SLOW_SECONDS, TimeUnit.SECONDS);
            case NEVER -> closed.await();
            default -> {}
        }
        if (exchange.isAnswered()) {
            Answer answer = exchange.answer().get();
            http.getResponseHeaders().set("x-amzn-RequestId", answer.requestId());
            send(http, answer.status(), answer.contentType(), answer.body());
        }
    }

    private static Map<String, String> headers(HttpExchange http) {
        Map<String, String> headers = new TreeMap<>();
        http.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return headers;
    }

    private static String body(HttpExchange http) throws IOException {
        try (InputStream body = http.getRequestBody()) {
            return new String(body.readNBytes(LARGEST_REQUEST), UTF_8);
        }
    }

    static void send(HttpExchange http, int status, String contentType, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        http.getResponseHeaders().set("Content-Type", contentType);
        http.getResponseHeaders().set("Content-Security-Policy", DemoPage.CONTENT_SECURITY_POLICY);
        http.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        http.getResponseHeaders().set("Cache-Control", "no-store");
        if (body.length == 0) {
            http.sendResponseHeaders(status, -1);
        } else {
            http.sendResponseHeaders(status, body.length);
            http.getResponseBody().write(body);
        }
    }
}
