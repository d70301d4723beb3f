package io.jenkins.plugins.codepipeline.demo.aws;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.codepipeline.model.AWSSessionCredentials;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.Artifact;
import software.amazon.awssdk.services.codepipeline.model.JobData;
import software.amazon.awssdk.services.codepipeline.model.PipelineContext;

/** Makes up what a job carries: its place in an execution of a pipeline, artifacts, and credentials for them. */
final class NewJobData {

    private NewJobData() {}

    static JobData of(
            String region, ActionTypeId type, Map<String, String> configuration, String pipeline, String stage, String action) {
        return JobData.builder()
                .actionTypeId(type)
                .actionConfiguration(properties -> properties.configuration(configuration))
                .pipelineContext(PipelineContext.builder()
                        .pipelineName(pipeline)
                        .stage(context -> context.name(stage))
                        .action(context -> context.name(action).actionExecutionId(uuid()))
                        .pipelineArn("arn:aws:codepipeline:" + region + ':' + Jobs.ACCOUNT_ID + ':' + pipeline)
                        .pipelineExecutionId(uuid())
                        .build())
                .inputArtifacts(artifact(pipeline, "SourceOutput", hex(40)))
                .outputArtifacts(artifact(pipeline, "DeployOutput", null))
                .build();
    }

    private static Artifact artifact(String pipeline, String name, String revision) {
        return Artifact.builder()
                .name(name)
                .revision(revision)
                .location(location -> location.type("S3")
                        .s3Location(s3 -> s3.bucketName("codepipeline-artifacts")
                                .objectKey(pipeline + '/' + name + '/' + hex(7))))
                .build();
    }

    /** Keys that are easy to find wherever they got to. */
    static AWSSessionCredentials credentials() {
        return AWSSessionCredentials.builder()
                .accessKeyId("ASIA" + hex(16).toUpperCase(Locale.ROOT))
                .secretAccessKey("artifactSecret/" + hex(25))
                .sessionToken("artifactToken/" + hex(64))
                .build();
    }

    private static String hex(int length) {
        return (uuid() + uuid()).replace("-", "").substring(0, length);
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }
}
