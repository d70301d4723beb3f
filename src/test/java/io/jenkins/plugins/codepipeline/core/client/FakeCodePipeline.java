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
import com.github.tomakehurst.wiremock.client.ScenarioMappingBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.rules.ExternalResource;

/** An HTTP endpoint that answers as AWS CodePipeline does, and keeps the requests. */
public final class FakeCodePipeline extends ExternalResource {

    public static final String REQUEST_ID = "11111111-2222-3333-4444-555555555555";

    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1").containerThreads(100));

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

    /** Takes every result, as CodePipeline does: 200 and no body. Forgets everything before. */
    public void records() {
        server.resetAll();
        answers(aResponse().withStatus(200));
    }

    /** Answers every request with an error of the service. */
    public void refuses(int status, String code, String message) {
        answers(error(status, code, message));
    }

    public void answers(ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl()).willReturn(ofAws(response)));
    }

    /** Answers the first request so, and those after it as before, which is to take their results. */
    public void answersThenRecords(ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl())
                .inScenario("first")
                .whenScenarioStateIs(STARTED)
                .willReturn(ofAws(response))
                .willSetStateTo("over"));
    }

    /** Answers the first request so, and refuses those after it. */
    public void answersThenRefuses(ResponseDefinitionBuilder response, int status, String code, String message) {
        refuses(status, code, message);
        answersThenRecords(response);
    }

    /** Takes the result of a job once, with an answer that comes late; any further one for it is refused at once. */
    public void recordsOnce(String jobId, int delayInMs) {
        String taken = "taken";
        ScenarioMappingBuilder first = any(anyUrl()).withRequestBody(containing(jobId)).inScenario(jobId);
        ScenarioMappingBuilder further = any(anyUrl()).withRequestBody(containing(jobId)).inScenario(jobId);
        server.stubFor(first.whenScenarioStateIs(STARTED)
                .willReturn(ofAws(aResponse().withStatus(200).withFixedDelay(delayInMs)))
                .willSetStateTo(taken));
        server.stubFor(further.whenScenarioStateIs(taken)
                .willReturn(ofAws(error(400, "InvalidJobStateException", "The job is not in progress"))));
    }

    /** Asks to try again for the result of a job after so many seconds, and takes it then. */
    public void postpones(String jobId, int seconds) {
        server.stubFor(any(anyUrl())
                .withRequestBody(containing(jobId))
                .inScenario(jobId)
                .whenScenarioStateIs(STARTED)
                .willReturn(ofAws(error(503, "ServiceUnavailable", "later").withHeader("Retry-After", "" + seconds)))
                .willSetStateTo("over"));
    }

    /** Refuses the result of a job, with an answer that comes late. */
    public void refusesLate(String jobId, int delayInMs) {
        server.stubFor(any(anyUrl())
                .withRequestBody(containing(jobId))
                .willReturn(ofAws(error(400, "AccessDeniedException", "Not allowed").withFixedDelay(delayInMs))));
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

    private static ResponseDefinitionBuilder error(int status, String code, String message) {
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
}
