package io.jenkins.plugins.codepipeline.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import io.jenkins.plugins.codepipeline.core.client.Route;
import io.jenkins.plugins.codepipeline.core.client.SuccessResultSender;
import io.jenkins.plugins.codepipeline.core.client.Target;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** One call through the plugin's core to an endpoint in the same process, for a look without Jenkins and without AWS. */
public final class CallDemo {

    private CallDemo() {}

    public static void main(String[] args) throws Exception {
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", CallDemo::answer);
        endpoint.start();
        URI uri = URI.create("http://" + endpoint.getAddress().getHostString() + ':' + endpoint.getAddress().getPort());
        try (CodePipelineClients clients = new CodePipelineClients("codepipeline-job-result/demo")) {
            System.out.println(new SuccessResultSender(clients)
                    .send(
                            SuccessResultReader.read(Map.of(
                                    "jobId", UUID.randomUUID().toString(),
                                    "currentRevision", Map.of("revision", "4f2c1e9", "changeIdentifier", "demo-1"),
                                    "executionDetails", Map.of("summary", "Deployed, tested", "percentComplete", 100),
                                    "outputVariables", Map.of("imageTag", "1.4.2"))),
                            new Target(Region.EU_WEST_1, Optional.of(uri), Route.DIRECT),
                            StaticCredentialsProvider.create(AwsBasicCredentials.create("demo", "demo"))));
        } finally {
            endpoint.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        System.out.println(exchange.getRequestMethod() + ' ' + exchange.getRequestURI() + ' '
                + exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        System.out.println(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().add("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }
}
