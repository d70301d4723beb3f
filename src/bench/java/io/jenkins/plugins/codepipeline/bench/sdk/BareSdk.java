package io.jenkins.plugins.codepipeline.bench.sdk;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.AcknowledgeJobResponse;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsResponse;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultResponse;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultResponse;

/** The same calls as code against the SDK itself makes them. */
public final class BareSdk implements Caller {

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

    public PutJobFailureResultResponse reportFailure() {
        return client.putJobFailureResult(request -> request.jobId(Example.JOB_ID)
                .failureDetails(details -> details.type(Example.FAILURE_TYPE)
                        .message(Example.FAILURE_MESSAGE)
                        .externalExecutionId(Example.EXTERNAL_EXECUTION_ID)));
    }

    public PollForJobsResponse poll(Map<String, String> query) {
        return client.pollForJobs(request -> request.actionTypeId(type -> type.category(Example.CATEGORY)
                        .owner(ActionOwner.CUSTOM)
                        .provider(Example.PROVIDER)
                        .version(Example.VERSION))
                .maxBatchSize(1)
                .queryParam(query));
    }

    public AcknowledgeJobResponse acknowledge() {
        return client.acknowledgeJob(request -> request.jobId(Example.JOB_ID).nonce(Example.NONCE));
    }

    @Override
    public Object call(Operation operation) {
        return switch (operation) {
            case PUT_JOB_SUCCESS_RESULT -> report();
            case PUT_JOB_FAILURE_RESULT -> reportFailure();
            case POLL_FOR_JOBS -> poll(Example.QUERY);
            case ACKNOWLEDGE_JOB -> acknowledge();
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
