package io.jenkins.plugins.codepipeline.demo;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.codepipeline.demo.aws.AwsRequest;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Pipeline;
import java.io.IOException;
import java.util.Map;

/** Serves the page of the endpoint, and does what its forms ask for. */
final class DemoPageHandler {

    static final int MOST_CALLS = 99;
    static final String NO_REFRESH = "refresh=off";

    private final DemoCodePipeline endpoint;

    DemoPageHandler(DemoCodePipeline endpoint) {
        this.endpoint = endpoint;
    }

    void handle(HttpExchange http, String body) throws IOException {
        switch (http.getRequestMethod() + ' ' + http.getRequestURI().getPath()) {
            case "GET /" -> DemoCodePipeline.send(
                    http,
                    200,
                    "text/html; charset=utf-8",
                    DemoPage.html(endpoint, !NO_REFRESH.equals(http.getRequestURI().getQuery())));
            case "GET /page.css" -> DemoCodePipeline.send(http, 200, "text/css; charset=utf-8", DemoPage.css());
            case "POST /release" -> change(http, () -> pipeline(AwsRequest.form(body)).releaseChange());
            case "POST /release-faulty" -> change(http, () -> pipeline(AwsRequest.form(body)).releaseFaultyChange());
            case "POST /stop" -> change(http, () -> stop(AwsRequest.form(body)));
            case "POST /jobs" -> change(http, () -> addJob(AwsRequest.form(body)));
            case "POST /faults" -> change(http, () -> turnFaults(AwsRequest.form(body)));
            default -> DemoCodePipeline.send(http, 404, "text/plain", "There is no such page.\n");
        }
    }

    /** Takes what the page's own forms send, and not what a page of another origin does. */
    private void change(HttpExchange http, Runnable change) throws IOException {
        String origin = http.getRequestHeaders().getFirst("Origin");
        if (origin != null && !origin.equals(endpoint.uri().toString())) {
            DemoCodePipeline.send(http, 403, "text/plain", "Only the page of the demo can do this.\n");
            return;
        }
        try {
            change.run();
            http.getResponseHeaders().set("Location", "/");
            DemoCodePipeline.send(http, 303, "text/plain", "");
        } catch (IllegalArgumentException e) {
            DemoCodePipeline.send(http, 400, "text/plain", "The page does not offer this value.\n");
        }
    }

    private Pipeline pipeline(Map<String, String> form) {
        return endpoint.pipeline(form.get("pipeline"));
    }

    private void stop(Map<String, String> form) {
        endpoint.pipelines().stream()
                .flatMap(pipeline -> pipeline.executions().stream())
                .filter(execution -> execution.id().equals(form.get("execution")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such execution"))
                .stop();
    }

    private void addJob(Map<String, String> form) {
        endpoint.jobs().add(JobState.valueOf(form.getOrDefault("state", "")));
    }

    private void turnFaults(Map<String, String> form) {
        if (form.containsKey("off")) {
            endpoint.faults().turnOff();
            return;
        }
        int calls = Integer.parseInt(form.getOrDefault("calls", ""));
        endpoint.faults()
                .turnOn(
                        Fault.valueOf(form.getOrDefault("fault", "")),
                        Math.max(1, Math.min(MOST_CALLS, calls)),
                        FaultScope.valueOf(form.getOrDefault("scope", "")).operations());
    }
}
