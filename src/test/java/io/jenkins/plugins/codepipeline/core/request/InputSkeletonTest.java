package io.jenkins.plugins.codepipeline.core.request;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.Test;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

public class InputSkeletonTest {

    @Test
    public void theSkeletonOfASuccessIsThatOfTheAwsCli() {
        assertThat(
                InputSkeleton.text(JobResultOperation.SUCCESS),
                is(
                        """
                        {
                            "jobId": "",
                            "currentRevision": {
                                "revision": "",
                                "changeIdentifier": "",
                                "created": "1970-01-01T00:00:00",
                                "revisionSummary": ""
                            },
                            "continuationToken": "",
                            "executionDetails": {
                                "summary": "",
                                "externalExecutionId": "",
                                "percentComplete": 0
                            },
                            "outputVariables": {
                                "KeyName": ""
                            }
                        }
                        """));
    }

    /** The AWS CLI takes any of the types by chance. */
    @Test
    public void theSkeletonOfAFailureIsThatOfTheAwsCliWithTheFirstType() {
        assertThat(
                InputSkeleton.text(JobResultOperation.FAILURE),
                is(
                        """
                        {
                            "jobId": "",
                            "failureDetails": {
                                "type": "JobFailed",
                                "message": "",
                                "externalExecutionId": ""
                            }
                        }
                        """));
    }

    @Test
    public void aSkeletonOfASuccessThatIsFilledInIsTaken() throws Exception {
        String filled = InputSkeleton.text(JobResultOperation.SUCCESS)
                .replace("\"jobId\": \"\"", "\"jobId\": \"" + Trees.JOB_ID + "\"")
                .replaceFirst(" *\"continuationToken\": \"\",\n", "")
                .replaceAll("(\"(revision|changeIdentifier|revisionSummary|summary|externalExecutionId)\": )\"\"", "$1\"$2 1\"")
                .replace("1970-01-01T00:00:00", "2026-01-02T03:04:05")
                .replace("\"percentComplete\": 0", "\"percentComplete\": 100")
                .replace("\"KeyName\": \"\"", "\"imageTag\": \"1.4.2\"");

        PutJobSuccessResultRequest read = Trees.read(Map.of(), filled);

        assertThat(read.currentRevision().revisionSummary(), is("revisionSummary 1"));
        assertThat(read.currentRevision().created().getEpochSecond(), is(1767323045L));
        assertThat(read.executionDetails().percentComplete(), is(100));
        assertThat(read.outputVariables(), is(Map.of("imageTag", "1.4.2")));
    }

    @Test
    public void aSkeletonOfAFailureThatIsFilledInIsTaken() throws Exception {
        String filled = InputSkeleton.text(JobResultOperation.FAILURE)
                .replace("\"jobId\": \"\"", "\"jobId\": \"" + Trees.JOB_ID + "\"")
                .replaceAll("(\"(message|externalExecutionId)\": )\"\"", "$1\"$2 1\"");

        assertThat(
                RequestReader.read(JobResultOperation.FAILURE, Map.of(), filled),
                is(PutJobFailureResultRequest.builder()
                        .jobId(Trees.JOB_ID)
                        .failureDetails(details ->
                                details.type("JobFailed").message("message 1").externalExecutionId("externalExecutionId 1"))
                        .build()));
    }

    @Test
    public void aSkeletonThatIsNotFilledInIsRefusedByEachMemberThatIsEmpty() {
        assertThat(
                paths(JobResultOperation.SUCCESS),
                is(List.of(
                        "jobId",
                        "currentRevision.revision",
                        "currentRevision.changeIdentifier",
                        "currentRevision.revisionSummary",
                        "continuationToken",
                        "executionDetails.summary",
                        "executionDetails.externalExecutionId",
                        "outputVariables")));
        assertThat(
                paths(JobResultOperation.FAILURE),
                is(List.of("jobId", "failureDetails.message", "failureDetails.externalExecutionId")));
    }

    private static List<String> paths(JobResultOperation operation) {
        return Trees.paths(Trees.problems(operation, Map.of(), InputSkeleton.text(operation)));
    }
}
