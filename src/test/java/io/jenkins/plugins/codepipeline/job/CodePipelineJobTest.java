package io.jenkins.plugins.codepipeline.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.Map;
import org.junit.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.Job;

/** A job may lack whatever CodePipeline need not send. */
public class CodePipelineJobTest {

    private static final String ID = "11111111-abcd-1111-abcd-111111abcdef";

    @Test
    public void aJobWithoutContextHasOnlyItsId() {
        CodePipelineJob job = CodePipelineJob.of(Job.builder().id(ID).data(data -> {}).build(), Region.EU_WEST_1);
        assertThat(job.variables(), is(Map.of("CODEPIPELINE_JOB_ID", ID, "CODEPIPELINE_REGION", "eu-west-1")));
        assertThat(job.getConsoleUrl(), nullValue());
        assertThat(
                new CodePipelineJobCause(job).getShortDescription(),
                is("Started by AWS CodePipeline: pipeline ?, stage ?, action ?"));
    }

    @Test
    public void aContinuationTokenIsAVariable() {
        CodePipelineJob job = CodePipelineJob.of(
                Job.builder().id(ID).data(data -> data.continuationToken("token")).build(), Region.EU_WEST_1);
        assertThat(job.variables().get("CODEPIPELINE_CONTINUATION_TOKEN"), is("token"));
    }

    @Test
    public void longNamesAreCutShort() {
        CodePipelineJob job = CodePipelineJob.of(
                Job.builder()
                        .id(ID)
                        .data(data -> data.pipelineContext(context -> context.pipelineName("p".repeat(200))))
                        .build(),
                Region.EU_WEST_1);
        assertThat(
                new CodePipelineJobCause(job).getShortDescription(),
                is("Started by AWS CodePipeline: pipeline " + "p".repeat(100) + "…, stage ?, action ?"));
    }
}
