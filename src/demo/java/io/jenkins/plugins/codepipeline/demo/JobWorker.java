package io.jenkins.plugins.codepipeline.demo;

import io.jenkins.plugins.codepipeline.core.client.ApiCall;
import io.jenkins.plugins.codepipeline.core.client.CallFailedException;
import io.jenkins.plugins.codepipeline.core.client.CallLimits;
import io.jenkins.plugins.codepipeline.core.client.CallListener;
import io.jenkins.plugins.codepipeline.core.client.CallResult;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import io.jenkins.plugins.codepipeline.core.client.ProxyRoute;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.AcknowledgeJobResponse;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsResponse;

/** A job worker without Jenkins: each of its calls goes through the plugin's core. */
final class JobWorker implements AutoCloseable {

    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIADEMO", "not a secret");

    private final CodePipelineClients clients = new CodePipelineClients(
            "codepipeline-job-result/demo", CallLimits.DEFAULT, Executors.defaultThreadFactory());
    private final CallTarget target;

    /** Makes its key one that the endpoint knows, so that each signature is checked. */
    JobWorker(DemoCodePipeline endpoint, Region region) {
        endpoint.accessKeys().add(CREDENTIALS.accessKeyId(), CREDENTIALS.secretAccessKey());
        target = new CallTarget(region, Optional.of(endpoint.uri()), ProxyRoute.DIRECT);
    }

    @Override
    public void close() {
        clients.close();
    }

    List<Job> poll(String project) throws CallFailedException, InterruptedException {
        CallResult<PollForJobsResponse> result = call(
                "PollForJobs",
                client -> client.pollForJobs(request -> request.actionTypeId(ActionTypes.JENKINS.id())
                        .queryParam(Map.of(ActionTypes.PROJECT_NAME, project))));
        return result.response().jobs();
    }

    String acknowledge(Job job) throws CallFailedException, InterruptedException {
        CallResult<AcknowledgeJobResponse> result = call(
                "AcknowledgeJob",
                client -> client.acknowledgeJob(
                        request -> request.jobId(job.id()).nonce(job.nonce())));
        return result.response().statusAsString();
    }

    CallResult<CodePipelineResponse> report(JobResultOperation operation, CodePipelineRequest result)
            throws CallFailedException, InterruptedException {
        return call(operation.apiName(), operation.sending(result));
    }

    private <R extends CodePipelineResponse> CallResult<R> call(String name, Function<CodePipelineClient, R> operation)
            throws CallFailedException, InterruptedException {
        return new ApiCall<>(
                        clients,
                        target,
                        StaticCredentialsProvider.create(CREDENTIALS),
                        name,
                        operation,
                        CallListener.NONE,
                        UnaryOperator.identity())
                .call();
    }
}
