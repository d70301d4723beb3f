package io.jenkins.plugins.codepipeline.core.request;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;

public class RequestSummaryTest {

    @Test
    public void aSuccessIsDescribedWithoutTheValuesOfItsOutputVariables() throws Exception {
        Map<String, Object> tree = Trees.with("currentRevision.created", 1767323045);
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("imageTag", "1.4.2");
        variables.put("password", "secret");
        tree.put("outputVariables", variables);
        tree.put("executionDetails", Map.of("percentComplete", 100));

        assertThat(
                summary(Trees.read(tree)),
                contains(
                        "jobId: " + Trees.JOB_ID,
                        "currentRevision.revision: r",
                        "currentRevision.changeIdentifier: c",
                        "currentRevision.created: 2026-01-02T03:04:05Z",
                        "executionDetails.percentComplete: 100",
                        "outputVariables: imageTag, password"));
    }

    @Test
    public void aFailureIsDescribedWithItsTypeAndTheStartOfItsMessage() throws Exception {
        List<String> lines = summary(Trees.readFailure(
                Trees.with(JobResultOperation.FAILURE, "failureDetails.message", "tiger\n" + "x".repeat(5000 - 6))));

        assertThat(
                lines,
                contains(
                        "jobId: " + Trees.JOB_ID,
                        "failureDetails.type: JobFailed",
                        "failureDetails.message: ****\\n" + "x".repeat(195) + "…"));
    }

    private static List<String> summary(CodePipelineRequest request) {
        return RequestSummary.of(request, text -> text.replace("tiger", "****"));
    }
}
