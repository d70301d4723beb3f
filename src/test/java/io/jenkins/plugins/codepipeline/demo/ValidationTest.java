package io.jenkins.plugins.codepipeline.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** What the endpoint checks, for every client and in AWS's words; none of it changes the job. */
public class ValidationTest {

    @Rule
    public final Endpoint endpoint = new Endpoint();

    @Test
    public void constraintsOfThePutOperations() {
        assertSuccessRefused(
                "1 validation error detected: Value 'x' at 'jobId' failed to satisfy constraint: Member must satisfy regular"
                        + " expression pattern: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
                result -> result.jobId("x"));
        assertSuccessRefused(
                "2 validation errors detected: Value null at 'currentRevision.revision' failed to satisfy constraint: Member"
                        + " must not be null; Value '' at 'currentRevision.changeIdentifier' failed to satisfy constraint:"
                        + " Member must have length greater than or equal to 1",
                result -> result.currentRevision(revision -> revision.changeIdentifier("")));
        assertSuccessRefused(
                "1 validation error detected: Value '101' at 'executionDetails.percentComplete' failed to satisfy"
                        + " constraint: Member must have value less than or equal to 100",
                result -> result.executionDetails(details -> details.percentComplete(101)));
        assertSuccessRefused(
                "1 validation error detected: Value '{image tag=1}' at 'outputVariables' failed to satisfy constraint: Map"
                        + " keys must satisfy constraint: [Member must satisfy regular expression pattern:"
                        + " [A-Za-z0-9@\\-_]+]",
                result -> result.outputVariables(Map.of("image tag", "1")));
        assertFailureRefused(
                "1 validation error detected: Value null at 'failureDetails' failed to satisfy constraint: Member must not be"
                        + " null",
                result -> {});
        assertFailureRefused(
                "2 validation errors detected: Value 'Broken' at 'failureDetails.type' failed to satisfy constraint: Member"
                        + " must satisfy enum value set: [JobFailed, ConfigurationError, PermissionError, RevisionOutOfSync,"
                        + " RevisionUnavailable, SystemUnavailable]; Value null at 'failureDetails.message' failed to satisfy"
                        + " constraint: Member must not be null",
                result -> result.failureDetails(details -> details.type("Broken")));
    }

    @Test
    public void aTextIsAsLongAsItsCharacters() {
        String longest = "\uD83D\uDE00".repeat(5000);
        String id = job();
        endpoint.client().putJobFailureResult(
                result -> result.jobId(id).failureDetails(details -> details.type("JobFailed").message(longest)));
        assertThat(endpoint.aws().jobs().get(id).state(), is(JobState.FAILED));
        assertFailureRefused(
                "1 validation error detected: Value '" + longest + "x' at 'failureDetails.message' failed to satisfy"
                        + " constraint: Member must have length less than or equal to 5000",
                result -> result.failureDetails(details -> details.type("JobFailed").message(longest + 'x')));
    }

    @Test
    public void aTokenTogetherWithOutputVariables() {
        assertSuccessRefused(
                "A job cannot contain both a continuation token and output variables.",
                result -> result.continuationToken("half").outputVariables(Map.of("a", "1")));
    }

    @Test
    public void outputVariablesOfMoreThanOneActionMayHave() {
        String id = job();
        AwsErrorDetails error = error(client -> client.putJobSuccessResult(
                result -> result.jobId(id).outputVariables(Map.of("a", "x".repeat(122_880)))));
        assertThat(error.errorCode(), is("OutputVariablesSizeExceededException"));
        endpoint.client().putJobSuccessResult(result -> result.jobId(id).outputVariables(Map.of("a", "x".repeat(122_879))));
    }

    @Test
    public void constraintsOfAPoll() {
        List<Consumer<PollForJobsRequest.Builder>> polls = new ArrayList<>();
        polls.add(poll -> {});
        polls.add(poll -> poll.actionTypeId(type -> type.category("Deploy").owner("Custom").provider("Jenkins")));
        polls.add(poll -> poll.actionTypeId(type -> type.category("Ship").owner("Custom").provider("Jenkins").version("1")));
        polls.add(poll -> poll.actionTypeId(type -> type.category("Deploy").owner("Custom").provider("a b").version("1")));
        polls.add(poll -> poll.actionTypeId(
                type -> type.category("Deploy").owner("Custom").provider("Jenkins").version("1234567890")));
        polls.add(poll -> valid(poll).maxBatchSize(0));
        polls.add(poll -> valid(poll).queryParam(Map.of("ProjectName", "a b")));
        polls.add(poll -> valid(poll).queryParam(Map.of("ProjectName", "x".repeat(51))));
        polls.add(poll -> valid(poll).queryParam(Map.of("ProjectName", "a", "ENVIRONMENT", "b")));
        for (Consumer<PollForJobsRequest.Builder> poll : polls) {
            assertThat(error(client -> client.pollForJobs(poll)).errorCode(), is("ValidationException"));
        }
        endpoint.client().pollForJobs(poll -> valid(poll));
    }

    private static PollForJobsRequest.Builder valid(PollForJobsRequest.Builder poll) {
        return poll.actionTypeId(type -> type.category("Deploy").owner("Custom").provider("Jenkins").version("1"))
                .queryParam(Map.of("ProjectName", "deploy"));
    }

    private String job() {
        return endpoint.aws().jobs().add(JobState.IN_PROGRESS).id();
    }

    private void assertSuccessRefused(String message, Consumer<PutJobSuccessResultRequest.Builder> with) {
        String id = job();
        assertRefused(message, id, client -> client.putJobSuccessResult(result -> with.accept(result.jobId(id))));
    }

    private void assertFailureRefused(String message, Consumer<PutJobFailureResultRequest.Builder> with) {
        String id = job();
        assertRefused(message, id, client -> client.putJobFailureResult(result -> with.accept(result.jobId(id))));
    }

    private void assertRefused(String message, String id, Consumer<CodePipelineClient> call) {
        AwsErrorDetails error = error(call);
        assertThat(error.errorMessage(), is(message));
        assertThat(error.errorCode(), is("ValidationException"));
        assertThat(endpoint.aws().jobs().get(id).state(), is(JobState.IN_PROGRESS));
    }

    private AwsErrorDetails error(Consumer<CodePipelineClient> call) {
        return assertThrows(AwsServiceException.class, () -> call.accept(endpoint.client())).awsErrorDetails();
    }
}
