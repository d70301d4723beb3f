package io.jenkins.plugins.codepipeline.demo;

import java.util.ArrayList;
import java.util.List;
import org.junit.rules.ExternalResource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;

/** A demo endpoint for the time of a test, and SDK clients of it that try each call once. */
final class Endpoint extends ExternalResource {

    static final AwsCredentials WORKER = AwsBasicCredentials.create("AKIDWORKER", "workerSecret");

    private final List<CodePipelineClient> clients = new ArrayList<>();
    private DemoCodePipeline aws;

    @Override
    protected void before() throws Exception {
        aws = DemoCodePipeline.start();
    }

    @Override
    protected void after() {
        clients.forEach(CodePipelineClient::close);
        aws.close();
    }

    DemoCodePipeline aws() {
        return aws;
    }

    CodePipelineClient client() {
        return client(WORKER, Region.EU_WEST_1);
    }

    CodePipelineClient client(AwsCredentials credentials, Region region) {
        CodePipelineClient client = CodePipelineClient.builder()
                .endpointOverride(aws.uri())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(ApacheHttpClient.builder())
                .overrideConfiguration(configuration -> configuration.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
        clients.add(client);
        return client;
    }
}
