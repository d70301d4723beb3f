package io.jenkins.plugins.codepipeline.core.request;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class JobResultOperationTest {

    @Test
    public void operationsHaveTheNamesOfTheApiAndOfTheAwsCli() {
        assertThat(JobResultOperation.SUCCESS.apiName(), is("PutJobSuccessResult"));
        assertThat(JobResultOperation.SUCCESS.cliName(), is("put-job-success-result"));
        assertThat(JobResultOperation.FAILURE.apiName(), is("PutJobFailureResult"));
        assertThat(JobResultOperation.FAILURE.cliName(), is("put-job-failure-result"));
    }

    @Test
    public void aSuccessAt100PercentNeedsNoWarning() throws Exception {
        assertThat(warnings(Trees.with("executionDetails.percentComplete", 100)), empty());
    }

    @Test
    public void aContinuationTokenIsWarnedOfSinceTheActionGoesOn() throws Exception {
        assertThat(warnings(Trees.with("continuationToken", "t")), contains(containsString("does not end the action")));
    }

    @Test
    public void aContinuationTokenAt100PercentIsWarnedOfTwice() throws Exception {
        Map<String, Object> tree = Trees.with("continuationToken", "t");
        tree.put("executionDetails", Map.of("percentComplete", 100));

        assertThat(
                warnings(tree), contains(containsString("does not end the action"), containsString("percentComplete is 100")));
    }

    @Test
    public void aFailureNeedsNoWarning() throws Exception {
        assertThat(
                JobResultOperation.FAILURE.warnings(
                        Trees.readFailure(Trees.with(JobResultOperation.FAILURE, "failureDetails.message", "m"))),
                empty());
    }

    @Test
    public void aVariableThatIsSentLiterallyIsWarnedOf() throws Exception {
        assertThat(
                warnings(Trees.with("executionDetails.externalExecutionId", "$BUILD_URL and ${env.BUILD_TAG} for $5")),
                contains(
                        containsString("executionDetails.externalExecutionId contains $BUILD_URL"),
                        containsString("executionDetails.externalExecutionId contains ${env.BUILD_TAG}")));
    }

    private static List<String> warnings(Map<String, ?> tree) throws InvalidInputException {
        return JobResultOperation.SUCCESS.warnings(Trees.read(tree));
    }
}
