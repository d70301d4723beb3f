package io.jenkins.plugins.codepipeline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;

/**
 * An HTTP endpoint that answers as AWS CodePipeline does, and has a page that shows its jobs. It listens to its own machine
 * alone.
 */
public final class DemoCodePipeline implements AutoCloseable {

    private static final int LARGEST_REQUEST = 1 << 20;
    private static final int MOST_CALLS = 99;

    private final Jobs jobs = new Jobs();
    private final FaultSwitch faults = new FaultSwitch();
    private final AwsServices services = new AwsServices(jobs, faults);
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
        server.stop(0);
        threads.shutdownNow();
    }

    /** The endpoint for AWS clients, and in a browser its page. */
    public URI uri() {
        return URI.create(
                "http://" + server.getAddress().getAddress().getHostAddress() + ':' + server.getAddress().getPort());
    }

    public Jobs jobs() {
        return jobs;
    }

    public FaultSwitch faults() {
        return faults;
    }

    /** The last requests for PutJobSuccessResult, first to last. */
    public List<Exchange> exchanges() {
        return services.exchanges();
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            String body = body(http);
            switch (http.getRequestMethod() + ' ' + http.getRequestURI().getPath()) {
                case "GET /" -> send(http, 200, "text/html; charset=utf-8", JobsPage.html(this));
                case "GET /page.css" -> send(http, 200, "text/css; charset=utf-8", JobsPage.css());
                case "POST /" -> answer(http, body);
                case "POST /jobs" -> change(http, () -> addJob(form(body)));
                case "POST /faults" -> change(http, () -> turn(form(body)));
                default -> send(http, 404, "text/plain", "There is no such page.\n");
            }
        }
    }

    private void answer(HttpExchange http, String body) throws IOException {
        Optional<Answer> answer = services.answer(http.getRequestHeaders().getFirst("X-Amz-Target"), body);
        if (answer.isPresent()) {
            http.getResponseHeaders().set("x-amzn-RequestId", answer.get().requestId());
            send(http, answer.get().status(), answer.get().contentType(), answer.get().body());
        }
    }

    /** Takes what the page's own forms send, and not what a page of another origin does. */
    private void change(HttpExchange http, Runnable change) throws IOException {
        String origin = http.getRequestHeaders().getFirst("Origin");
        if (origin != null && !origin.equals(uri().toString())) {
            send(http, 403, "text/plain", "This is for the page of the endpoint alone.\n");
            return;
        }
        try {
            change.run();
            http.getResponseHeaders().set("Location", "/");
            send(http, 303, "text/plain", "");
        } catch (IllegalArgumentException e) {
            send(http, 400, "text/plain", "The page does not offer this value.\n");
        }
    }

    private void addJob(Map<String, String> form) {
        JobStatus status = JobStatus.fromValue(form.get("status"));
        if (!JobStatus.knownValues().contains(status)) {
            throw new IllegalArgumentException("not a state of a job");
        }
        jobs.add(status);
    }

    private void turn(Map<String, String> form) {
        if (form.containsKey("fault")) {
            int calls = Integer.parseInt(form.getOrDefault("calls", "1"));
            faults.turnOn(Fault.valueOf(form.get("fault")), Math.max(1, Math.min(MOST_CALLS, calls)));
        } else {
            faults.turnOff();
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String field : body.split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
        }
        return fields;
    }

    private static String body(HttpExchange http) throws IOException {
        try (InputStream body = http.getRequestBody()) {
            return new String(body.readNBytes(LARGEST_REQUEST), UTF_8);
        }
    }

    private static void send(HttpExchange http, int status, String contentType, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        http.getResponseHeaders().set("Content-Type", contentType);
        http.getResponseHeaders().set("Content-Security-Policy", JobsPage.CONTENT_SECURITY_POLICY);
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
