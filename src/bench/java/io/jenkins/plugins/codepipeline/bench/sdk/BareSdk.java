package io.jenkins.plugins.codepipeline.bench.sdk;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsResponse;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultResponse;

/** The same call as code against the SDK itself makes it. */
public final class BareSdk implements AutoCloseable {

    private final Map<String, String> variables = Example.variables(Example.TYPICAL_BYTES);
    private final CodePipelineClient client;

    /**
     * Makes a client.
     *
     * @param connections the most calls that may be under way at a time
     */
    public BareSdk(URI endpoint, int connections) {
        client = CodePipelineClient.builder()
                .region(Region.of(Example.REGION))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Example.ACCESS_KEY_ID, Example.SECRET_ACCESS_KEY)))
                .httpClientBuilder(ApacheHttpClient.builder().maxConnections(connections))
                .build();
    }

    public PutJobSuccessResultResponse report() {
        return client.putJobSuccessResult(request -> request.jobId(Example.JOB_ID)
                .currentRevision(revision ->
                        revision.revision(Example.REVISION).changeIdentifier(Example.CHANGE_IDENTIFIER))
                .executionDetails(details -> details.summary(Example.SUMMARY)
                        .externalExecutionId(Example.EXTERNAL_EXECUTION_ID)
                        .percentComplete(100))
                .outputVariables(variables));
    }

    /** Asks for a job of the action type "Jenkins" with a project, as a trigger of one item does. */
    public PollForJobsResponse poll(String project) {
        return client.pollForJobs(request -> request.actionTypeId(type -> type.category(ActionCategory.DEPLOY)
                        .owner(ActionOwner.CUSTOM)
                        .provider("Jenkins")
                        .version("1"))
                .queryParam(Map.of("ProjectName", project))
                .maxBatchSize(1));
    }

    @Override
    public void close() {
        client.close();
    }
}
