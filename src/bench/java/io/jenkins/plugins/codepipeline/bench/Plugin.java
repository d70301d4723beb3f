package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.sdk.Caller;
import io.jenkins.plugins.codepipeline.bench.sdk.Example;
import io.jenkins.plugins.codepipeline.bench.sdk.Operation;
import io.jenkins.plugins.codepipeline.core.client.ApiCall;
import io.jenkins.plugins.codepipeline.core.client.CallLimits;
import io.jenkins.plugins.codepipeline.core.client.CallListener;
import io.jenkins.plugins.codepipeline.core.client.CallResult;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import io.jenkins.plugins.codepipeline.core.client.ProxyRoute;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.PollQuery;
import io.jenkins.plugins.codepipeline.core.request.RequestReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;

/** The plugin's own way: of a result from the plain tree, of a poll from the trigger's query, always to the receipt. */
final class Plugin implements Caller {

    private final Map<String, Object> successTree = Example.tree();
    private final Map<String, Object> failureTree = Example.failureTree();
    private final PollQuery query =
            new PollQuery(Example.CATEGORY, Example.PROVIDER, Example.VERSION, Example.QUERY);

    private final CodePipelineClients clients =
            new CodePipelineClients("codepipeline-job-result/bench", CallLimits.DEFAULT, task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
            });
    private final URI endpoint;

    Plugin(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public CallResult<?> call(Operation operation) throws Exception {
        return switch (operation) {
            case PUT_JOB_SUCCESS_RESULT -> report(JobResultOperation.SUCCESS, successTree);
            case PUT_JOB_FAILURE_RESULT -> report(JobResultOperation.FAILURE, failureTree);
            case POLL_FOR_JOBS -> prepare("PollForJobs", client -> client.pollForJobs(query.toRequest(1))).callOnce();
            case ACKNOWLEDGE_JOB -> prepare(
                            "AcknowledgeJob",
                            client -> client.acknowledgeJob(
                                    request -> request.jobId(Example.JOB_ID).nonce(Example.NONCE)))
                    .call();
        };
    }

    private CallResult<?> report(JobResultOperation operation, Map<String, Object> tree) throws Exception {
        CodePipelineRequest request = RequestReader.read(operation, tree, null);
        return prepare(operation.apiName(), operation.sending(request)).call();
    }

    private <R extends CodePipelineResponse> ApiCall<R> prepare(
            String operationName, Function<CodePipelineClient, R> operation) {
        return new ApiCall<>(
                clients,
                new CallTarget(Region.of(Example.REGION), Optional.of(endpoint), ProxyRoute.DIRECT),
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Example.ACCESS_KEY_ID, Example.SECRET_ACCESS_KEY)),
                operationName,
                operation,
                CallListener.NONE,
                UnaryOperator.identity());
    }

    @Override
    public void close() {
        clients.close();
    }
}
