package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.sdk.Example;
import io.jenkins.plugins.codepipeline.core.client.ApiCall;
import io.jenkins.plugins.codepipeline.core.client.CallLimits;
import io.jenkins.plugins.codepipeline.core.client.CallListener;
import io.jenkins.plugins.codepipeline.core.client.CallResult;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import io.jenkins.plugins.codepipeline.core.client.ProxyRoute;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.RequestReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** The plugin's own way from a plain tree to a receipt. */
final class Plugin implements AutoCloseable {

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

    CallResult<?> report(Map<String, Object> tree) throws Exception {
        PutJobSuccessResultRequest request =
                (PutJobSuccessResultRequest) RequestReader.read(JobResultOperation.SUCCESS, tree, null);
        return new ApiCall<>(
                        clients,
                        new CallTarget(Region.of(Example.REGION), Optional.of(endpoint), ProxyRoute.DIRECT),
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(Example.ACCESS_KEY_ID, Example.SECRET_ACCESS_KEY)),
                        "PutJobSuccessResult",
                        client -> client.putJobSuccessResult(request),
                        CallListener.NONE,
                        UnaryOperator.identity())
                .call();
    }

    @Override
    public void close() {
        clients.close();
    }
}
