package io.jenkins.plugins.codepipeline.core.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.rules.ExternalResource;

/** An HTTP endpoint that answers as AWS CodePipeline does, and keeps the requests. */
public final class FakeCodePipeline extends ExternalResource {

    public static final String REQUEST_ID = "11111111-2222-3333-4444-555555555555";

    private final Recorder recorder = new Recorder();
    private final WireMockServer server = new WireMockServer(
            options().dynamicPort().bindAddress("127.0.0.1").containerThreads(100).extensions(recorder));

    @Override
    protected void before() {
        server.start();
        records();
    }

    @Override
    protected void after() {
        server.stop();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public int port() {
        return server.port();
    }

    /** Records a result for each job, and answers a second one as CodePipeline does. Forgets everything before. */
    public void records() {
        server.resetAll();
        recorder.results = new SecondResults();
        answers(recorded());
    }

    /** The answer to a result that is recorded, unless its job has another one. */
    public static ResponseDefinitionBuilder recorded() {
        return aResponse().withStatus(200).withTransformers(Recorder.NAME);
    }

    /** How many jobs have a result. */
    public int results() {
        return recorder.results.count();
    }

    /** Answers every request with an error of the service. */
    public void refuses(int status, String code, String message) {
        answers(error(status, code, message));
    }

    public void answers(ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl()).willReturn(ofAws(response)));
    }

    /** Answers every request as something that is not AWS. */
    public void answersAsAnother(ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl()).willReturn(response));
    }

    /** Answers the first request so, and those after it as before, which is to take their results. */
    public void answersThenRecords(ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl())
                .inScenario("first")
                .whenScenarioStateIs(STARTED)
                .willReturn(ofAws(response))
                .willSetStateTo("over"));
    }

    /** Answers the requests for a job one after the other so, and those after them as before. */
    public void answersInTurn(String jobId, ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            server.stubFor(any(anyUrl())
                    .withRequestBody(containing(jobId))
                    .inScenario(jobId)
                    .whenScenarioStateIs(i == 0 ? STARTED : "answer " + i)
                    .willReturn(ofAws(answers[i]))
                    .willSetStateTo("answer " + (i + 1)));
        }
    }

    /** Gives each session of a role that is asked of AWS STS another token: session-1, session-2. */
    public void givesSessions() {
        String session =
                """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
                <AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>RoleSecret</SecretAccessKey>
                <SessionToken>session-%d</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration>
                </Credentials></AssumeRoleResult></AssumeRoleResponse>
                """;
        String[] states = {STARTED, "second", "third"};
        for (int i = 1; i < states.length; i++) {
            server.stubFor(any(anyUrl())
                    .withRequestBody(containing("Action=AssumeRole"))
                    .inScenario("sessions")
                    .whenScenarioStateIs(states[i - 1])
                    .willReturn(ok(session.formatted(i)))
                    .willSetStateTo(states[i]));
        }
    }

    /** How many results of a job were sent. */
    public int requestsFor(String jobId) {
        return (int) bodies().stream().filter(body -> body.contains(jobId)).count();
    }

    /** Waits until so many requests have come. */
    public void awaitRequests(int count) throws InterruptedException {
        while (requests().size() < count) {
            Thread.sleep(50);
        }
    }

    /** An error of the service. */
    public static ResponseDefinitionBuilder error(int status, String code, String message) {
        return aResponse().withStatus(status).withBody("{\"__type\": \"" + code + "\", \"message\": \"" + message + "\"}");
    }

    private static ResponseDefinitionBuilder ofAws(ResponseDefinitionBuilder response) {
        return response.withHeader("Content-Type", "application/x-amz-json-1.1")
                .withHeader("x-amzn-RequestId", REQUEST_ID);
    }

    /** The requests, first to last. */
    public List<LoggedRequest> requests() {
        List<LoggedRequest> requests = new ArrayList<>();
        server.getAllServeEvents().forEach(event -> requests.add(LoggedRequest.createFrom(event.getRequest())));
        Collections.reverse(requests);
        return requests;
    }

    public List<String> bodies() {
        return requests().stream().map(LoggedRequest::getBodyAsString).toList();
    }

    /** Keeps what it records; everything else is answered as the test says. */
    private static final class Recorder implements ResponseDefinitionTransformerV2 {

        private static final String NAME = "recorder";
        private static final String OPERATION = "X-Amz-Target";

        private volatile SecondResults results = new SecondResults();

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            LoggedRequest request = event.getRequest();
            String operation = String.valueOf(request.getHeader(OPERATION));
            Optional<String> refusal =
                    operation.contains("PutJob") ? results.put(operation, request.getBodyAsString()) : Optional.empty();
            return refusal.map(message -> ofAws(error(400, "InvalidJobStateException", message)).build())
                    .orElse(event.getResponseDefinition());
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public String getName() {
            return NAME;
        }
    }
}
