package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;

/**
 * The SDK's clients, one for each {@link Target}, made at its first call and kept: a client costs far more than a call.
 * They hold no credentials; each request brings its own.
 */
public final class CodePipelineClients implements AutoCloseable {

    /** The most calls that may be under way to one target at a time. */
    public static final int MAX_CONNECTIONS = 64;

    private static final Duration CONNECT_TIME_LIMIT = Duration.ofSeconds(5);
    private static final Duration ATTEMPT_TIME_LIMIT = Duration.ofSeconds(15);
    private static final Duration CALL_TIME_LIMIT = Duration.ofMinutes(2);

    private final Map<Target, CodePipelineClient> clients = new ConcurrentHashMap<>();
    private final String userAgent;

    /**
     * Makes an empty cache.
     *
     * @param userAgent the product that calls, as {@code name/version}
     */
    public CodePipelineClients(String userAgent) {
        this.userAgent = userAgent;
    }

    CodePipelineClient get(Target target) {
        return clients.computeIfAbsent(target, this::make);
    }

    @Override
    public void close() {
        clients.keySet().forEach(target -> clients.remove(target).close());
    }

    private CodePipelineClient make(Target target) {
        return CodePipelineClient.builder()
                .region(target.region())
                .endpointOverride(target.endpointOverride().orElse(null))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(MAX_CONNECTIONS)
                        .connectionTimeout(CONNECT_TIME_LIMIT)
                        .proxyConfiguration(target.route().toProxyConfiguration()))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(ATTEMPT_TIME_LIMIT)
                        .apiCallTimeout(CALL_TIME_LIMIT)
                        .retryStrategy(RetryMode.STANDARD)
                        .addExecutionInterceptor(new AttemptCounter())
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, userAgent)
                        .build())
                .build();
    }
}
