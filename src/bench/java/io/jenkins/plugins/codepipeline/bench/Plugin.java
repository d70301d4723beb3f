package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.core.client.CallLimits;
import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import io.jenkins.plugins.codepipeline.core.client.Progress;
import io.jenkins.plugins.codepipeline.core.client.Receipt;
import io.jenkins.plugins.codepipeline.core.client.Route;
import io.jenkins.plugins.codepipeline.core.client.SuccessResultCall;
import io.jenkins.plugins.codepipeline.core.client.Target;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The plugin's own way from a plain tree to a receipt. */
final class Plugin implements AutoCloseable {

    private static final Progress SILENT = new Progress() {
        @Override
        public String mask(String text) {
            return text;
        }

        @Override
        public void mayHaveArrived(boolean maybe) {}

        @Override
        public void retrying(int attempt, String failure, Duration delay) {}
    };

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

    Receipt report(Map<String, Object> tree) throws Exception {
        return new SuccessResultCall(
                        clients,
                        new Target(Region.of(Example.REGION), Optional.of(endpoint), Route.DIRECT),
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(Example.ACCESS_KEY_ID, Example.SECRET_ACCESS_KEY)),
                        SuccessResultReader.read(tree),
                        SILENT,
                        Optional.empty())
                .call();
    }

    @Override
    public void close() {
        clients.close();
    }
}
