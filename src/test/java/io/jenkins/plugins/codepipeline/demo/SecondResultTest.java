package io.jenkins.plugins.codepipeline.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** What the real service was recorded to answer to the results of a job, for each operation. */
@RunWith(Parameterized.class)
public class SecondResultTest {

    private static final String ID = "11111111-abcd-1111-abcd-111111abcdef";

    private static final String TERMINATED = "Job with id " + ID + " has already terminated";
    private static final String ALREADY_SET = "The status of job with id " + ID
            + " is already set to the desired value. It cannot be updated with the same status, but different result or"
            + " output variables.";

    private static final PutJobSuccessResultRequest SUCCESS = PutJobSuccessResultRequest.builder()
            .jobId(ID)
            .executionDetails(details -> details.summary("Deployed").percentComplete(100))
            .outputVariables(Map.of("imageTag", "1.4.2"))
            .build();
    private static final PutJobFailureResultRequest FAILURE = PutJobFailureResultRequest.builder()
            .jobId(ID)
            .failureDetails(details -> details.type("JobFailed").message("The smoke test failed"))
            .build();

    @Parameters(name = "{0}")
    public static List<Object[]> operations() {
        return List.of(
                new Object[] {
                    "success",
                    SUCCESS,
                    FAILURE,
                    JobState.SUCCEEDED,
                    List.of(
                            SUCCESS.toBuilder().outputVariables(Map.of("imageTag", "1.4.3")).build(),
                            SUCCESS.toBuilder().executionDetails(details -> details.summary("Done")).build(),
                            PutJobSuccessResultRequest.builder().jobId(ID).build())
                },
                new Object[] {
                    "failure",
                    FAILURE,
                    SUCCESS,
                    JobState.FAILED,
                    List.of(
                            FAILURE.toBuilder()
                                    .failureDetails(details -> details.type("JobFailed").message("Another message"))
                                    .build(),
                            FAILURE.toBuilder()
                                    .failureDetails(
                                            details -> details.type("PermissionError").message("The smoke test failed"))
                                    .build())
                });
    }

    @Rule
    public final Endpoint endpoint = new Endpoint();

    private final CodePipelineRequest result;
    private final CodePipelineRequest opposite;
    private final JobState state;
    private final List<CodePipelineRequest> others;

    private CodePipelineClient client;

    public SecondResultTest(
            String name,
            CodePipelineRequest result,
            CodePipelineRequest opposite,
            JobState state,
            List<CodePipelineRequest> others) {
        this.result = result;
        this.opposite = opposite;
        this.state = state;
        this.others = others;
    }

    @Before
    public void connect() {
        client = endpoint.client();
    }

    @Test
    public void theFirstResultEndsAJobInProgress() {
        add(JobState.IN_PROGRESS);
        send(result);
        assertThat(job().state(), is(state));
        assertThat(job().result(), is(Optional.of(result)));
    }

    @Test
    public void theIdenticalResultIsAnsweredAsTheFirst() {
        add(JobState.IN_PROGRESS);
        send(result);
        send(result);
        send(result);
        assertThat(job().events(JobEvent.Kind.RESULT_RECORDED), hasSize(1));
        assertThat(job().events(JobEvent.Kind.RESULT_REPEATED), hasSize(2));
    }

    @Test
    public void anotherResultOfTheSameKindIsRefused() {
        add(JobState.IN_PROGRESS);
        send(result);
        for (CodePipelineRequest other : others) {
            assertRefused(other, "InvalidJobStateException", ALREADY_SET);
        }
        assertThat(job().result(), is(Optional.of(result)));
    }

    @Test
    public void theOppositeIsRefused() {
        add(JobState.IN_PROGRESS);
        send(opposite);
        assertRefused(result, "InvalidJobStateException", TERMINATED);
        send(opposite);
        assertThat(job().result(), is(Optional.of(opposite)));
    }

    @Test
    public void aJobThatEndedWithoutAResultTakesNone() {
        add(JobState.IN_PROGRESS);
        endpoint.aws().jobs().timeOut(ID);
        assertRefused(result, "InvalidJobStateException", TERMINATED);
        assertThat(job().state(), is(JobState.TIMED_OUT));
        assertThat(job().result(), is(Optional.empty()));
    }

    @Test
    public void anAbandonedJobTakesItsFirstResultAndStaysAbandoned() {
        add(JobState.IN_PROGRESS);
        endpoint.aws().jobs().abandon(ID);
        send(result);
        send(result);
        assertThat(job().state(), is(JobState.ABANDONED));
        assertThat(job().result(), is(Optional.of(result)));
        assertRefused(opposite, "InvalidJobStateException", TERMINATED);
        assertRefused(others.get(0), "InvalidJobStateException", ALREADY_SET);
    }

    @Test
    public void aJobThatNobodyAcknowledgedTakesNoResult() {
        for (JobState waiting : List.of(JobState.QUEUED, JobState.DISPATCHED)) {
            add(waiting);
            assertRefused(
                    result, "InvalidJobStateException", "Job with id " + ID + " has not been acknowledged");
            assertThat(job().state(), is(waiting));
        }
    }

    @Test
    public void anUnknownJobIsNotFound() {
        assertRefused(result, "JobNotFoundException", "Job with id '" + ID + "' does not exist");
        assertThat(endpoint.aws().jobs().all(), is(empty()));
    }

    private void add(JobState in) {
        endpoint.aws().jobs().add(ID, in);
    }

    private Job job() {
        return endpoint.aws().jobs().get(ID);
    }

    private void send(CodePipelineRequest request) {
        if (request instanceof PutJobSuccessResultRequest success) {
            client.putJobSuccessResult(success);
        } else {
            client.putJobFailureResult((PutJobFailureResultRequest) request);
        }
    }

    private void assertRefused(CodePipelineRequest request, String code, String message) {
        AwsServiceException refusal = assertThrows(AwsServiceException.class, () -> send(request));
        assertThat(
                Arrays.asList(refusal.awsErrorDetails().errorCode(), refusal.awsErrorDetails().errorMessage()),
                is(List.of(code, message)));
        assertThat(refusal.requestId() == null, is(false));
    }
}
