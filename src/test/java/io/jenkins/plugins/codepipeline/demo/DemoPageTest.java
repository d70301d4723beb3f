package io.jenkins.plugins.codepipeline.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.FaultSwitch;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import io.jenkins.plugins.codepipeline.demo.aws.PipelineExecution;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.Job;

public class DemoPageTest {

    private static final String HOSTILE = "<script>alert(\"1\")</script>&'";
    private static final String ESCAPED = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;";

    @Rule
    public final Endpoint endpoint = new Endpoint();

    private final HttpClient http = HttpClient.newHttpClient();
    private CodePipelineClient client;
    private DemoCodePipeline aws;
    private String jobId;

    @Before
    public void start() {
        aws = endpoint.aws();
        client = endpoint.client();
        jobId = aws.jobs().add(JobState.IN_PROGRESS).id();
    }

    @Test
    public void aReleasedChangeQueuesAJobThatAWorkerGets() throws Exception {
        assertThat(page(), containsString("There is no execution yet."));
        assertThat(change("/release", "pipeline=blog", null).statusCode(), is(303));
        assertThat(page(), containsString("Waiting for a job worker to poll"));

        Job polled = poll("deploy-freestyle");
        assertThat(polled.data().pipelineContext().pipelineName(), is("blog"));
        assertThat(polled.data().actionConfiguration().configuration().get("ENVIRONMENT"), is("staging"));
        assertThat(page(), containsString("Waiting for the job worker to acknowledge"));
        acknowledge(polled);
        assertThat(page(), containsString("<div class=\"state IN_PROGRESS\">In progress</div>"));
        client.putJobFailureResult(result -> result.jobId(polled.id())
                .failureDetails(failure -> failure.type("JobFailed").message("Smoke test").externalExecutionId("7")));
        assertThat(
                page(),
                allOf(
                        containsString("<div class=\"stage FAILED\">"),
                        containsString("Smoke test"),
                        containsString("External execution 7")));
    }

    @Test
    public void aFaultyChangeTellsItsWorkerToFail() throws Exception {
        change("/release", "pipeline=shop", null);
        change("/release-faulty", "pipeline=shop", null);
        assertThat(smokeTest(poll("deploy-pipeline")), is("passes"));
        assertThat(smokeTest(poll("deploy-pipeline")), is("fails"));
    }

    private static String smokeTest(Job job) {
        return job.data().actionConfiguration().configuration().get(ActionTypes.SMOKE_TEST);
    }

    @Test
    public void anActionThatGoesOnIsInProgressUntilItsLastJobEnds() throws Exception {
        PipelineExecution execution = aws.pipeline("shop").releaseChange();
        Job first = poll("deploy-pipeline");
        acknowledge(first);
        client.putJobSuccessResult(result -> result.jobId(first.id()).continuationToken("half"));
        assertThat(execution.isInProgress(), is(true));
        Job second = poll("deploy-pipeline");
        acknowledge(second);
        client.putJobSuccessResult(
                result -> result.jobId(second.id()).executionDetails(details -> details.summary("All servers have it")));
        assertThat(execution.job().state(), is(JobState.SUCCEEDED));
        assertThat(page(), containsString("All servers have it"));
    }

    @Test
    public void aStoppedExecutionStaysAbandonedThoughItsResultComes() throws Exception {
        PipelineExecution execution = aws.pipeline("shop").releaseChange();
        Job polled = poll("deploy-pipeline");
        acknowledge(polled);
        assertThat(change("/stop", "execution=" + execution.id(), null).statusCode(), is(303));
        client.putJobSuccessResult(result -> result.jobId(polled.id()));
        assertThat(execution.job().state(), is(JobState.ABANDONED));
        assertThat(page(), containsString("<div class=\"state ABANDONED\">Abandoned</div>"));
    }

    @Test
    public void theExternalExecutionIsALinkWhereTheActionTypeHasATemplate() throws Exception {
        aws.jobs()
                .actionTypes()
                .add(ActionTypes.JENKINS.toBuilder()
                        .settings(settings -> settings.executionUrlTemplate(
                                "https://jenkins.example.com/job/{Config:ProjectName}/{ExternalExecutionId}/"))
                        .build());
        aws.pipeline("shop").releaseChange();
        Job polled = poll("deploy-pipeline");
        acknowledge(polled);
        client.putJobSuccessResult(
                result -> result.jobId(polled.id()).executionDetails(details -> details.externalExecutionId("7/../\"8")));
        assertThat(
                page(),
                containsString("<a href=\"https://jenkins.example.com/job/deploy-pipeline/7%2F..%2F%228/\">External"));
    }

    @Test
    public void thePageReloadsItselfWhileAnExecutionIsInProgressAndNobodyStoppedThat() throws Exception {
        String refresh = "http-equiv=\"refresh\"";
        assertThat(page(), not(containsString(refresh)));
        PipelineExecution execution = aws.pipeline("shop").releaseChange();
        assertThat(page(), containsString(refresh));
        assertThat(get("/?refresh=off").body(), not(containsString(refresh)));
        execution.stop();
        assertThat(page(), not(containsString(refresh)));
    }

    @Test
    public void thePageShowsWhatWasReported() throws Exception {
        client.putJobSuccessResult(result -> result.jobId(jobId)
                .currentRevision(revision -> revision.revision("4f2c1e9").changeIdentifier("c1").revisionSummary("Fix"))
                .executionDetails(details -> details.summary("Deployed").percentComplete(70))
                .outputVariables(Map.of("imageTag", "1.4.2")));
        String page = page();
        for (String shown : List.of(jobId, "Succeeded", "4f2c1e9", "Fix", "Deployed", "value=\"70\"", "imageTag=1.4.2")) {
            assertThat(page, containsString(shown));
        }
    }

    @Test
    public void everyStateAndFaultHasItsWords() throws Exception {
        for (JobState state : JobState.values()) {
            aws.jobs().add(state);
        }
        for (Fault fault : Fault.values()) {
            aws.faults().turnOn(fault, 2, Operation.LIST_ACTION_TYPES);
        }
        aws.faults().turnOn(Fault.THROTTLING, 1);
        assertThat(
                page(),
                allOf(
                        containsString("The next 2 calls of ListActionTypes get a lost answer"),
                        containsString("The next call of any operation gets ThrottlingException"),
                        containsString("TimedOut")));
    }

    @Test
    public void theLastCallsAreShownWithoutSecretsAndWithoutPollsThatFoundNothing() throws Exception {
        poll("nothing");
        aws.pipeline("shop").releaseChange();
        Job polled = poll("deploy-pipeline");
        aws.faults().turnOn(Fault.LOST_REQUEST, 1);
        assertThrows(SdkClientException.class, () -> acknowledge(polled));
        aws.faults().turnOn(Fault.LOST_ANSWER, 1);
        assertThrows(SdkClientException.class, () -> acknowledge(polled));
        String page = page();
        assertThat(
                page,
                allOf(
                        containsString("PollForJobs was called 2 times"),
                        containsString("<strong>AcknowledgeJob</strong> Lost signed by AKIDWORKER"),
                        containsString("<strong>AcknowledgeJob</strong> HTTP 200, but the answer was lost"),
                        containsString("****")));
        assertThat(page.split("<strong>PollForJobs", -1).length - 1, is(1));
        aws.jobs().secrets().forEach(secret -> assertThat(page, not(containsString(secret))));
    }

    @Test
    public void whateverARequestBringsStaysTextOnThePage() throws Exception {
        client.putJobSuccessResult(result -> result.jobId(jobId)
                .currentRevision(
                        revision -> revision.revision(HOSTILE).changeIdentifier(HOSTILE).revisionSummary(HOSTILE))
                .executionDetails(details -> details.summary(HOSTILE).externalExecutionId(HOSTILE))
                .outputVariables(Map.of("a", HOSTILE)));
        String second = aws.jobs().add(JobState.IN_PROGRESS).id();
        client.putJobFailureResult(result -> result.jobId(second)
                .failureDetails(failure -> failure.type("JobFailed").message(HOSTILE).externalExecutionId(HOSTILE)));
        String third = aws.jobs().add(JobState.IN_PROGRESS).id();
        client.putJobSuccessResult(result -> result.jobId(third).continuationToken(HOSTILE));
        assertThrows(AwsServiceException.class, () -> client.getJobDetails(request -> request.jobId(HOSTILE)));
        String page = page();
        assertThat(page, not(containsString("<script")));
        assertThat(page.split(Pattern.quote(ESCAPED), -1).length - 1, is(10));
    }

    @Test
    public void thePageAloneMayChangeAnything() throws Exception {
        assertThat(get("/faults?fault=THROTTLING").statusCode(), is(404));
        for (String path : List.of("/release", "/release-faulty", "/stop", "/jobs", "/faults")) {
            assertThat(change(path, "", "http://example.com").statusCode(), is(403));
            assertThat(change(path, "", "null").statusCode(), is(403));
        }
        assertThat(change("/jobs", "state=QUEUED", aws.uri().toString()).statusCode(), is(303));
        assertThat(aws.jobs().all().get(1).state(), is(JobState.QUEUED));
    }

    @Test
    public void faultsAreTurnedOnAndOff() throws Exception {
        change("/faults", "scope=RESULTS&fault=THROTTLING&calls=5", null);
        assertThat(
                aws.faults().pending(),
                is(List.of(new FaultSwitch.Pending(Operation.RESULTS, Fault.THROTTLING, 5))));
        change("/faults", "off=true", null);
        assertThat(aws.faults().pending(), is(List.of()));
    }

    @Test
    public void thePageTakesWhatItOffersAndNothingElse() throws Exception {
        for (String form : List.of("", "state=", "state=DONE")) {
            assertThat(form, change("/jobs", form, null).statusCode(), is(400));
        }
        for (String form : List.of(
                "",
                "scope=ALL&fault=&calls=1",
                "scope=ALL&fault=OTHER&calls=1",
                "scope=SOME&fault=THROTTLING&calls=1",
                "scope=ALL&fault=THROTTLING&calls=many",
                "scope=ALL&fault=%zz&calls=1")) {
            assertThat(form, change("/faults", form, null).statusCode(), is(400));
        }
        assertThat(change("/release-faulty", "pipeline=other", null).statusCode(), is(400));
        assertThat(change("/release", "pipeline=other", null).statusCode(), is(400));
        assertThat(change("/stop", "execution=other", null).statusCode(), is(400));
    }

    private Job poll(String project) {
        return client
                .pollForJobs(request -> request.actionTypeId(ActionTypes.JENKINS.id())
                        .queryParam(Map.of(ActionTypes.PROJECT_NAME, project)))
                .jobs()
                .stream()
                .findFirst()
                .orElse(null);
    }

    private void acknowledge(Job job) {
        client.acknowledgeJob(request -> request.jobId(job.id()).nonce(job.nonce()));
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
