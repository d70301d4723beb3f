package io.jenkins.plugins.codepipeline.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.AWSSessionCredentials;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.JobData;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsRequest;

/** The way of a job from its queue to its result, as an SDK client sees it. */
public class JobLifeTest {

    private static final Map<String, String> DEPLOY = Map.of(ActionTypes.PROJECT_NAME, "deploy", "DEPLOY_TOKEN", "hunter2");
    private static final Map<String, String> QUERY = Map.of(ActionTypes.PROJECT_NAME, "deploy");

    @Rule
    public final Endpoint endpoint = new Endpoint();

    private Jobs jobs;
    private CodePipelineClient client;

    @Before
    public void connect() {
        jobs = endpoint.aws().jobs();
        client = endpoint.client();
    }

    @Test
    public void aJobIsPolledAcknowledgedAndEnded() {
        String id = jobs.queue(DEPLOY).id();
        Job polled = poll().get(0);
        assertThat(polled.id(), is(id));
        assertThat(jobs.get(id).state(), is(JobState.DISPATCHED));
        assertThat(acknowledge(polled), is("InProgress"));
        client.putJobSuccessResult(result -> result.jobId(id));
        assertThat(jobs.get(id).state(), is(JobState.SUCCEEDED));
        assertThat(
                jobs.get(id).history().stream().map(JobEvent::kind).toList(),
                is(List.of(
                        JobEvent.Kind.QUEUED,
                        JobEvent.Kind.HANDED_OUT,
                        JobEvent.Kind.ACKNOWLEDGED,
                        JobEvent.Kind.RESULT_RECORDED)));
        assertThat(jobs.get(id).events(JobEvent.Kind.ACKNOWLEDGED).get(0).accessKeyId(), is("AKIDWORKER"));
    }

    @Test
    public void aWorkerGetsWhatItNeedsToKnow() {
        jobs.queue(DEPLOY);
        Job polled = poll().get(0);
        JobData data = polled.data();
        assertThat(polled.accountId(), is("123456789012"));
        assertThat(data.actionTypeId(), is(ActionTypes.JENKINS.id()));
        assertThat(data.actionConfiguration().configuration(), is(DEPLOY));
        assertThat(data.pipelineContext().pipelineName(), is("shop"));
        assertThat(data.pipelineContext().stage().name(), is("Deploy"));
        assertThat(data.pipelineContext().action().name(), is("Jenkins"));
        assertThat(data.pipelineContext().pipelineArn(), is("arn:aws:codepipeline:eu-west-1:123456789012:shop"));
        assertThat(data.inputArtifacts().get(0).location().s3Location().objectKey(), startsWith("shop/SourceOutput/"));
        assertThat(data.artifactCredentials().accessKeyId(), startsWith("ASIA"));
    }

    @Test
    public void whatAWorkerMustKeepToItselfIsKnown() {
        jobs.queue(DEPLOY);
        Job polled = poll().get(0);
        AWSSessionCredentials credentials = polled.data().artifactCredentials();
        assertThat(
                jobs.secrets(),
                hasItems(
                        polled.nonce(),
                        credentials.accessKeyId(),
                        credentials.secretAccessKey(),
                        credentials.sessionToken(),
                        "hunter2"));
    }

    @Test
    public void detailsAreTheJobsDataWithFreshCredentials() {
        jobs.queue(DEPLOY);
        Job polled = poll().get(0);
        JobData details = client.getJobDetails(request -> request.jobId(polled.id())).jobDetails().data();
        assertThat(details.artifactCredentials(), is(not(polled.data().artifactCredentials())));
        assertThat(withoutCredentials(details), is(withoutCredentials(polled.data())));
        assertError("JobNotFoundException", () -> client.getJobDetails(request -> request.jobId(unknownId())));
    }

    @Test
    public void jobsComeInTheirOrderAndNoMoreThanAskedFor() {
        List<String> ids = IntStream.range(0, 5).mapToObj(i -> jobs.queue(DEPLOY).id()).toList();
        assertThat(poll(2).stream().map(Job::id).toList(), is(ids.subList(0, 2)));
        assertThat(poll().stream().map(Job::id).toList(), is(ids.subList(2, 3)));
        assertThat(poll(10).stream().map(Job::id).toList(), is(ids.subList(3, 5)));
        assertThat(poll(10), is(empty()));
    }

    @Test
    public void aPolledJobIsNotHandedOutAgainBeforeItsTime() {
        jobs.queue(DEPLOY);
        assertThat(poll(), hasSize(1));
        assertThat(poll(), is(empty()));
    }

    @Test
    public void aJobThatIsNotAcknowledgedInTimeIsHandedOutUnderAnotherNonce() {
        jobs.setDispatchTimeout(Duration.ZERO);
        String id = jobs.queue(DEPLOY).id();
        Job first = poll().get(0);
        Job second = poll().get(0);
        assertThat(List.of(first.id(), second.id()), is(List.of(id, id)));
        assertError("InvalidNonceException", () -> acknowledge(first));
        assertThat(acknowledge(second), is("InProgress"));
        assertThat(poll(), is(empty()));
    }

    @Test
    public void theTimeOfOneJobCanBeOver() {
        jobs.queue(DEPLOY);
        String id = poll().get(0).id();
        jobs.queue(DEPLOY);
        poll();
        jobs.timeOutDispatch(id);
        assertThat(poll(10).stream().map(Job::id).toList(), is(List.of(id)));
    }

    @Test
    public void aJobIsAcknowledgedOnce() {
        jobs.queue(DEPLOY);
        Job polled = poll().get(0);
        acknowledge(polled);
        assertError("InvalidNonceException", () -> acknowledge(polled));
        assertError(
                "InvalidNonceException",
                () -> client.acknowledgeJob(request -> request.jobId(polled.id()).nonce("x")));
        assertError(
                "JobNotFoundException",
                () -> client.acknowledgeJob(request -> request.jobId(unknownId()).nonce(polled.nonce())));
    }

    @Test
    public void aJobThatEndedBeforeItWasAcknowledgedIsNobodysToWorkOn() {
        jobs.queue(DEPLOY);
        jobs.queue(DEPLOY);
        List<Job> polled = poll(2);
        jobs.timeOut(polled.get(0).id());
        jobs.abandon(polled.get(1).id());
        assertThat(acknowledge(polled.get(0)), is("TimedOut"));
        assertThat(acknowledge(polled.get(1)), is("Failed"));
        jobs.setDispatchTimeout(Duration.ZERO);
        assertThat(poll(10), is(empty()));
    }

    @Test
    public void aContinuationTokenQueuesANewJobOfTheSameAction() {
        jobs.queue(DEPLOY);
        Job first = poll().get(0);
        acknowledge(first);
        client.putJobSuccessResult(result -> result.jobId(first.id()).continuationToken("half"));
        client.putJobSuccessResult(result -> result.jobId(first.id()).continuationToken("half"));
        assertError(
                "InvalidJobStateException",
                () -> client.putJobSuccessResult(result -> result.jobId(first.id()).continuationToken("other")));

        List<Job> next = poll(10);
        assertThat(next, hasSize(1));
        assertThat(next.get(0).id(), is(not(first.id())));
        assertThat(next.get(0).data().continuationToken(), is("half"));
        assertThat(next.get(0).data().pipelineContext(), is(first.data().pipelineContext()));
        assertThat(
                jobs.ofAction(first.data().pipelineContext().action().actionExecutionId()).stream()
                        .map(job -> job.state())
                        .toList(),
                is(List.of(JobState.SUCCEEDED, JobState.DISPATCHED)));
    }

    @Test
    public void anAbandonedActionDoesNotGoOn() {
        String id = jobs.add(JobState.IN_PROGRESS).id();
        jobs.abandon(id);
        client.putJobSuccessResult(result -> result.jobId(id).continuationToken("half"));
        assertThat(jobs.all(), hasSize(1));
    }

    @Test
    public void whoReportsByHandGetsAJobThatNoWorkerHas() {
        jobs.queue(DEPLOY);
        acknowledge(poll().get(0));
        String id = jobs.inProgressByHand().id();
        assertThat(jobs.inProgressByHand().id(), is(id));
        client.putJobSuccessResult(result -> result.jobId(id).continuationToken("half"));
        assertThat(jobs.inProgressByHand().data().continuationToken(), is("half"));
        client.putJobSuccessResult(result -> result.jobId(jobs.inProgressByHand().id()));
        assertThat(jobs.inProgressByHand().data().continuationToken() == null, is(true));
        assertThat(jobs.in(JobState.IN_PROGRESS), hasSize(2));
    }

    @Test
    public void anActionTypeWithAQueryablePropertyNeedsIt() {
        jobs.queue(DEPLOY);
        jobs.queue(Map.of(ActionTypes.PROJECT_NAME, "other"));
        assertThat(poll(10), hasSize(1));
        assertError("ValidationException", () -> client.pollForJobs(request -> request.actionTypeId(ActionTypes.JENKINS.id())));
        assertError("ValidationException", () -> poll(ActionTypes.JENKINS.id(), Map.of("ENVIRONMENT", "x")));
    }

    @Test
    public void anActionTypeWithoutAQueryablePropertyNeedsNone() {
        ActionTypeId id = ActionTypes.id("Test", "Plain", "2");
        jobs.actionTypes().add(ActionTypes.of(id, ActionTypes.property("a").build()));
        jobs.queue(id, Map.of("a", "1"));
        assertError("ValidationException", () -> poll(id, Map.of("a", "1")));
        assertThat(poll(id, Map.of()), hasSize(1));
    }

    @Test
    public void onlyActionTypesThatExistArePolled() {
        assertError("ActionTypeNotFoundException", () -> poll(ActionTypes.id("Build", "Jenkins", "1"), QUERY));
        assertError("ActionTypeNotFoundException", () -> poll(ActionTypes.id("Deploy", "Jenkins", "2"), QUERY));
        assertError(
                "ValidationException",
                () -> poll(ActionTypes.JENKINS.id().toBuilder().owner("AWS").build(), QUERY));
    }

    @Test
    public void actionTypesAreListed() {
        ActionTypeId id = ActionTypes.id("Test", "Plain", "2");
        jobs.actionTypes().add(ActionTypes.of(id));
        assertThat(
                client.listActionTypes().actionTypes(),
                containsInAnyOrder(ActionTypes.JENKINS, jobs.actionTypes().find(id).get()));
        assertThat(client.listActionTypes(request -> request.actionOwnerFilter("AWS")).actionTypes(), is(empty()));
    }

    @Test
    public void eachRegionHasItsOwnJobs() {
        String id = jobs.add(JobState.IN_PROGRESS).id();
        CodePipelineClient elsewhere = endpoint.client(Endpoint.WORKER, Region.US_EAST_1);
        assertError("JobNotFoundException", () -> elsewhere.putJobSuccessResult(result -> result.jobId(id)));
        assertError(
                "ActionTypeNotFoundException",
                () -> elsewhere.pollForJobs(request -> request.actionTypeId(ActionTypes.JENKINS.id())));

        Jobs others = endpoint.aws().jobs("us-east-1");
        others.actionTypes().add(ActionTypes.JENKINS);
        others.queue(DEPLOY);
        assertThat(
                elsewhere.pollForJobs(request -> request.actionTypeId(ActionTypes.JENKINS.id()).queryParam(QUERY)).jobs(),
                hasSize(1));
        assertThat(poll(), is(empty()));
    }

    private List<Job> poll() {
        return poll(ActionTypes.JENKINS.id(), QUERY);
    }

    private List<Job> poll(int most) {
        return client.pollForJobs(request -> request.actionTypeId(ActionTypes.JENKINS.id()).queryParam(QUERY).maxBatchSize(most))
                .jobs();
    }

    private List<Job> poll(ActionTypeId type, Map<String, String> query) {
        PollForJobsRequest.Builder request = PollForJobsRequest.builder().actionTypeId(type);
        return client.pollForJobs(query.isEmpty() ? request.build() : request.queryParam(query).build()).jobs();
    }

    private String acknowledge(Job job) {
        return client.acknowledgeJob(request -> request.jobId(job.id()).nonce(job.nonce())).statusAsString();
    }

    private static JobData withoutCredentials(JobData data) {
        return data.toBuilder().artifactCredentials((AWSSessionCredentials) null).build();
    }

    private static String unknownId() {
        return "00000000-0000-0000-0000-000000000000";
    }

    private static void assertError(String code, ThrowingRunnable call) {
        assertThat(
                assertThrows(AwsServiceException.class, call).awsErrorDetails().errorCode(), is(code));
    }
}
