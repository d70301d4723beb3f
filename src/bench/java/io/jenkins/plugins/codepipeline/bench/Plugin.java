package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import io.jenkins.plugins.codepipeline.core.client.Receipt;
import io.jenkins.plugins.codepipeline.core.client.Route;
import io.jenkins.plugins.codepipeline.core.client.SuccessResultSender;
import io.jenkins.plugins.codepipeline.core.client.Target;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The plugin's own way from a plain tree to a receipt. */
final class Plugin implements AutoCloseable {

    private final CodePipelineClients clients = new CodePipelineClients("codepipeline-job-result/bench");
    private final SuccessResultSender sender = new SuccessResultSender(clients);
    private final URI endpoint;

    Plugin(URI endpoint) {
        this.endpoint = endpoint;
    }

    Receipt report(Map<String, Object> tree) throws Exception {
        return sender.send(
                SuccessResultReader.read(tree),
                new Target(Region.of(Example.REGION), Optional.of(endpoint), Route.DIRECT),
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Example.ACCESS_KEY_ID, Example.SECRET_ACCESS_KEY)));
    }

    @Override
    public void close() {
        clients.close();
    }
}
