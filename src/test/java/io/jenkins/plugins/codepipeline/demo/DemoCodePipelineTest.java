package io.jenkins.plugins.codepipeline.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.codepipeline.core.client.Calls;
import io.jenkins.plugins.codepipeline.core.client.Receipt;
import io.jenkins.plugins.codepipeline.core.client.SendFailedException;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;

public class DemoCodePipelineTest {

    private static final String HOSTILE = "<script>alert(\"1\")</script>&'";
    private static final String ESCAPED = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;";

    @Rule
    public final Calls calls = new Calls(Calls.SHORT);

    private final HttpClient http = HttpClient.newHttpClient();
    private DemoCodePipeline aws;
    private String jobId;

    @Before
    public void start() throws Exception {
        aws = DemoCodePipeline.start();
        jobId = aws.jobs().inProgress().id();
    }

    @After
    public void stop() {
        aws.close();
    }

    @Test
    public void aReportEndsItsJob() throws Exception {
        send(Map.of("jobId", jobId, "executionDetails", "summary=Deployed,percentComplete=100"));

        Job job = aws.jobs().find(jobId).get();
        assertThat(job.status(), is(JobStatus.SUCCEEDED));
        assertThat(job.result().get().executionDetails().summary(), is("Deployed"));
        assertThat(aws.jobs().all(), is(List.of(job)));
    }

    @Test
    public void aContinuationTokenMakesANewJobThatCarriesIt() throws Exception {
        send(Map.of("jobId", jobId, "continuationToken", "half"));

        assertThat(aws.jobs().find(jobId).get().status(), is(JobStatus.SUCCEEDED));
        Job next = aws.jobs().inProgress();
        assertThat(next.id(), is(not(jobId)));
        assertThat(next.continuationToken(), is(Optional.of("half")));
        assertThat(aws.jobs().all().size(), is(2));
    }

    @Test
    public void onlyAJobInProgressTakesAResult() throws Exception {
        send(Map.of("jobId", jobId));
        assertRefused(jobId, "InvalidJobStateException");
        assertRefused(aws.jobs().add(JobStatus.QUEUED).id(), "InvalidJobStateException");
        assertRefused("00000000-0000-0000-0000-000000000000", "JobNotFoundException");
    }

    @Test
    public void theLimitsOfTheServiceHoldForEveryClient() throws Exception {
        assertError(report("{\"jobId\": \"x\"}"), 400, "ValidationException");
        assertError(report("no JSON"), 400, "ValidationException");
        assertError(
                report("{\"jobId\": \"%s\", \"outputVariables\": {\"a\": \"%s\"}}".formatted(jobId, "x".repeat(122_880))),
                400,
                "OutputVariablesSizeExceededException");
        assertThat(aws.jobs().find(jobId).get().status(), is(JobStatus.IN_PROGRESS));
    }

    @Test
    public void aFaultIsTheAnswerToAsManyCallsAsWereSaid() throws Exception {
        for (Fault fault : Fault.values()) {
            if (fault.error().isPresent()) {
                aws.faults().turnOn(fault, 2);
                assertError(report(jobId()), fault.error().get().status(), fault.error().get().code());
                assertError(report(jobId()), fault.error().get().status(), fault.error().get().code());
                assertThat(fault.name(), report(jobId()).statusCode(), is(200));
                jobId = aws.jobs().inProgress().id();
            }
        }
    }

    @Test
    public void aResultWhoseAnswerIsLostIsRecorded() throws Exception {
        aws.faults().turnOn(Fault.LOST_ANSWER, 1);
        assertThat(send(Map.of("jobId", jobId)).lostAnswer().isPresent(), is(true));
        assertThat(aws.jobs().find(jobId).get().status(), is(JobStatus.SUCCEEDED));
        assertThat(aws.exchanges().get(0).isLost(), is(true));
    }

    @Test
    public void aFaultThatIsTurnedOffIsNoAnswer() throws Exception {
        change("/faults", "fault=THROTTLING&calls=5", null);
        change("/faults", "", null);
        assertThat(report(jobId()).statusCode(), is(200));
    }

    @Test
    public void thePageShowsWhatWasReported() throws Exception {
        send(Map.of(
                "jobId", jobId,
                "currentRevision", "revision=4f2c1e9,changeIdentifier=c1,revisionSummary=Fix",
                "executionDetails", "summary=Deployed,percentComplete=70",
                "outputVariables", Map.of("imageTag", "1.4.2")));
        String page = page();
        for (String shown : List.of(jobId, "Succeeded", "4f2c1e9", "Fix", "Deployed", "value=\"70\"", "imageTag=1.4.2")) {
            assertThat(page, containsString(shown));
        }
    }

    @Test
    public void whateverARequestBringsStaysTextOnThePage() throws Exception {
        send(Map.of(
                "jobId", jobId,
                "currentRevision", Map.of("revision", HOSTILE, "changeIdentifier", HOSTILE, "revisionSummary", HOSTILE),
                "executionDetails", Map.of("summary", HOSTILE, "externalExecutionId", HOSTILE),
                "outputVariables", Map.of("a", HOSTILE)));
        send(Map.of("jobId", aws.jobs().inProgress().id(), "continuationToken", HOSTILE));
        report("{\"jobId\": \"" + HOSTILE.replace("\"", "\\\"") + "\"}");
        String page = page();
        assertThat(page, not(containsString("<script")));
        assertThat(page.split(Pattern.quote(ESCAPED), -1).length - 1, is(8));
    }

    @Test
    public void jobsAndFaultsAreChangedByThePageAlone() throws Exception {
        assertThat(get("/faults?fault=THROTTLING").statusCode(), is(404));
        assertThat(change("/faults", "fault=THROTTLING", "http://example.com").statusCode(), is(403));
        assertThat(change("/jobs", "status=Queued", "null").statusCode(), is(403));
        assertThat(report(jobId()).statusCode(), is(200));
        assertThat(aws.jobs().all().size(), is(1));

        assertThat(change("/jobs", "status=Queued", aws.uri().toString()).statusCode(), is(303));
        assertThat(aws.jobs().all().get(1).status(), is(JobStatus.QUEUED));
    }

    @Test
    public void thePageTakesWhatItOffersAndNothingElse() throws Exception {
        for (String form : List.of("", "status=", "status=Done")) {
            assertThat(form, change("/jobs", form, null).statusCode(), is(400));
        }
        for (String form : List.of("fault=", "fault=OTHER", "fault=THROTTLING&calls=many", "fault=%zz")) {
            assertThat(form, change("/faults", form, null).statusCode(), is(400));
        }
    }

    @Test
    public void stsKnowsTheCaller() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(aws.uri())
                        .POST(BodyPublishers.ofString("Action=GetCallerIdentity&Version=2011-06-15"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.body(), containsString("<Arn>arn:aws:iam::123456789012:user/demo</Arn>"));
    }

    private Receipt send(Map<String, ?> members) throws Exception {
        return calls.send(SuccessResultReader.read(members), Calls.to(aws.uri()), Calls.CREDENTIALS);
    }

    private void assertRefused(String id, String code) {
        SendFailedException failure = assertThrows(SendFailedException.class, () -> send(Map.of("jobId", id)));
        assertThat(failure.getMessage(), containsString(code));
    }

    private String jobId() {
        return "{\"jobId\": \"" + jobId + "\"}";
    }

    /** Without the checks and the retries of a client. */
    private HttpResponse<String> report(String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(aws.uri())
                        .header("X-Amz-Target", "CodePipeline_20150709.PutJobSuccessResult")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void assertError(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body(), containsString("\"__type\":\"" + code + '"'));
        assertThat(answer.statusCode(), is(status));
    }

    private HttpResponse<String> change(String path, String form, String origin) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(aws.uri().resolve(path)).POST(BodyPublishers.ofString(form));
        if (origin != null) {
            request.header("Origin", origin);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private String page() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy").get(), containsString("default-src 'none'"));
        return page.body();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(aws.uri().resolve(path)).build(), BodyHandlers.ofString());
    }
}
