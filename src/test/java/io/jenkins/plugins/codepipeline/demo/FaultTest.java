package io.jenkins.plugins.codepipeline.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Exchange;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Jobs;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.Job;

/** What goes wrong when a test or a person asks for it. */
public class FaultTest {

    private static final Map<String, String> DEPLOY = Map.of(ActionTypes.PROJECT_NAME, "deploy");

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
    public void anErrorIsTheAnswerToAsManyCallsAsWereSaidAndHasNoEffect() {
        Map<Fault, String> errors = Map.of(
                Fault.THROTTLING, "400 ThrottlingException",
                Fault.ACCESS_DENIED, "400 AccessDeniedException",
                Fault.EXPIRED_TOKEN, "400 ExpiredTokenException",
                Fault.UNRECOGNIZED_CLIENT, "400 UnrecognizedClientException",
                Fault.INVALID_SIGNATURE, "400 InvalidSignatureException",
                Fault.OUTPUT_VARIABLES_SIZE_EXCEEDED, "400 OutputVariablesSizeExceededException",
                Fault.INTERNAL_FAILURE, "500 InternalFailure",
                Fault.SERVICE_UNAVAILABLE, "503 ServiceUnavailable");
        assertThat(
                EnumSet.complementOf(EnumSet.copyOf(errors.keySet())),
                is(EnumSet.of(Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.SLOW_ANSWER, Fault.HANGING_REQUEST, Fault.HANGING_ANSWER)));
        errors.forEach((fault, error) -> {
            String id = jobs.add(JobState.IN_PROGRESS).id();
            endpoint.aws().faults().turnOn(fault, 2);
            for (int i = 0; i < 2; i++) {
                AwsServiceException e = assertThrows(AwsServiceException.class, () -> succeed(id));
                assertThat(e.statusCode() + " " + e.awsErrorDetails().errorCode(), is(error));
                assertThat(jobs.get(id).state(), is(JobState.IN_PROGRESS));
            }
            succeed(id);
        });
    }

    @Test
    public void aLostRequestHasNoEffect() {
        String id = jobs.add(JobState.IN_PROGRESS).id();
        endpoint.aws().faults().turnOn(Fault.LOST_REQUEST, 1);
        assertThrows(SdkClientException.class, () -> succeed(id));
        assertThat(jobs.get(id).state(), is(JobState.IN_PROGRESS));
        assertThat(last().answer().isPresent(), is(false));
        assertThat(last().delivery(), is(Exchange.Delivery.LOST));
    }

    @Test
    public void aLostAnswerHasItsEffect() {
        String id = jobs.add(JobState.IN_PROGRESS).id();
        endpoint.aws().faults().turnOn(Fault.LOST_ANSWER, 1);
        assertThrows(SdkClientException.class, () -> succeed(id));
        assertThat(jobs.get(id).state(), is(JobState.SUCCEEDED));
        assertThat(last().answer().get().status(), is(200));
        assertThat(last().delivery(), is(Exchange.Delivery.LOST));
    }

    @Test
    public void aHangingRequestHasNoEffect() throws Exception {
        assertHangs(Fault.HANGING_REQUEST, JobState.QUEUED);
    }

    @Test
    public void aHangingAnswerHasItsEffect() throws Exception {
        assertHangs(Fault.HANGING_ANSWER, JobState.DISPATCHED);
    }

    private void assertHangs(Fault fault, JobState state) throws Exception {
        String id = jobs.queue(DEPLOY).id();
        endpoint.aws().faults().turnOn(fault, 1, Operation.POLL_FOR_JOBS);
        CompletableFuture<List<Job>> hanging = CompletableFuture.supplyAsync(this::poll);
        endpoint.aws().await(() -> endpoint.aws().exchanges().count(Operation.POLL_FOR_JOBS) == 1);
        assertThat(jobs.get(id).state(), is(state));
        assertThat(hanging.isDone(), is(false));
        endpoint.aws().close();
        assertThrows(ExecutionException.class, hanging::get);
    }

    @Test
    public void aFaultIsForTheOperationsThatItNames() {
        jobs.queue(DEPLOY);
        endpoint.aws().faults().turnOn(Fault.LOST_ANSWER, 1, Operation.ACKNOWLEDGE_JOB);
        endpoint.aws().faults().turnOn(Fault.INTERNAL_FAILURE, 1, Operation.RESULTS);
        Job polled = poll().get(0);
        assertThrows(SdkClientException.class, () -> acknowledge(polled));
        assertThat(jobs.get(polled.id()).state(), is(JobState.IN_PROGRESS));
        assertThrows(AwsServiceException.class, () -> succeed(polled.id()));
        succeed(polled.id());
        assertThat(endpoint.aws().faults().pending(), is(empty()));
    }

    @Test
    public void faultsComeOneAfterTheOther() {
        endpoint.aws().faults().turnOn(Fault.THROTTLING, 1);
        endpoint.aws().faults().turnOn(Fault.LOST_REQUEST, 1, Operation.POLL_FOR_JOBS);
        endpoint.aws().faults().turnOn(Fault.INTERNAL_FAILURE, 1);
        assertThat(assertThrows(AwsServiceException.class, this::poll).statusCode(), is(400));
        assertThrows(SdkClientException.class, this::poll);
        assertThat(assertThrows(AwsServiceException.class, this::poll).statusCode(), is(500));
        poll();
    }

    @Test
    public void aFaultThatIsTurnedOffIsNoAnswer() {
        endpoint.aws().faults().turnOn(Fault.THROTTLING, 9);
        endpoint.aws().faults().turnOff();
        poll();
    }

    private Exchange last() {
        List<Exchange> all = endpoint.aws().exchanges().all();
        return all.get(all.size() - 1);
    }

    private List<Job> poll() {
        return client.pollForJobs(request -> request.actionTypeId(ActionTypes.JENKINS.id()).queryParam(DEPLOY)).jobs();
    }

    private void acknowledge(Job job) {
        client.acknowledgeJob(request -> request.jobId(job.id()).nonce(job.nonce()));
    }

    private void succeed(String id) {
        client.putJobSuccessResult(result -> result.jobId(id));
    }
}
