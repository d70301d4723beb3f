package io.jenkins.plugins.codepipeline.core.client;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.endpoints.CodePipelineEndpointProvider;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The SDK clients that all calls share, one for each region. A client is created for the first call to its region and kept,
 * since creating one costs far more than a call. It has no credentials of its own and makes a single attempt: credentials come
 * from the current {@link Exchange}, and {@link ApiCall} makes further attempts.
 */
public final class CodePipelineClients implements AutoCloseable {

    /** The most clients that are kept while no call uses them: a job may name regions that do not exist. */
    static final int MAX_KEPT = 16;

    private static final Duration THROTTLING_DELAY = Duration.ofSeconds(1);

    /** A quarter of the SDK's, so that each of the calls that compete has its turn within its time limit. */
    private static final Duration MAX_THROTTLING_DELAY = Duration.ofSeconds(5);

    private final Map<Region, SharedClient> kept = new HashMap<>();
    private final String userAgent;
    private final CallLimits limits;
    private final AttemptTimeout attemptTimeout;
    private final RetryStrategy retryStrategy;

    /**
     * Creates no client yet.
     *
     * @param userAgent the product that calls, as {@code name/version}
     * @param factory makes the one thread that watches the timeouts of all attempts
     */
    public CodePipelineClients(String userAgent, CallLimits limits, ThreadFactory factory) {
        this.userAgent = userAgent;
        this.limits = limits;
        attemptTimeout = new AttemptTimeout(limits.attempt(), factory);
        retryStrategy = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(limits.attempts())
                .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(THROTTLING_DELAY, MAX_THROTTLING_DELAY))
                .circuitBreakerEnabled(false) // Time limits and the dispatcher bound what calls may cost.
                .build();
    }

    /** Closes the clients that no call has used for the given time. */
    public synchronized void closeUnused(Duration time) {
        long latest = System.nanoTime() - time.toNanos();
        retire(kept.values().stream().filter(client -> client.isUnused() && client.lastUse - latest <= 0));
    }

    @Override
    public synchronized void close() {
        retire(kept.values().stream());
        attemptTimeout.close();
    }

    /** Lends a client for a call. If the region has a client with other settings, that one is closed after its last call. */
    synchronized SharedClient lease(CallTarget target) {
        SharedClient client = kept.get(target.region());
        if (client == null || !client.target.equals(target)) {
            retire(Stream.ofNullable(client));
            retire(kept.values().stream()
                    .filter(SharedClient::isUnused)
                    .sorted(Comparator.comparing(unused -> unused.lastUse))
                    .limit(Math.max(0, kept.size() + 1 - MAX_KEPT)));
            client = new SharedClient(target);
            kept.put(target.region(), client);
        }
        client.users++;
        return client;
    }

    private void retire(Stream<SharedClient> clients) {
        clients.toList().forEach(client -> {
            kept.remove(client.target.region());
            client.close();
        });
    }

    AttemptTimeout attemptTimeout() {
        return attemptTimeout;
    }

    RetrySchedule retrySchedule() {
        return new RetrySchedule(retryStrategy, limits.call());
    }

    private CodePipelineClient make(CallTarget target) {
        return CodePipelineClient.builder()
                .region(target.region())
                .endpointProvider(fixedEndpoint(target.endpoint()))
                .credentialsProvider(() -> Exchange.current().credentials())
                .httpClientBuilder(defaults -> new ExchangeHttpClient(httpClient(target.route(), defaults)))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(oneAttempt())
                        .addExecutionInterceptor(new AwsResponseVerifier())
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, userAgent)
                        .build())
                .build();
    }

    /** The same for each call, whatever endpoint properties and variables of the JVM name. */
    private static CodePipelineEndpointProvider fixedEndpoint(URI endpoint) {
        CompletableFuture<Endpoint> resolved =
                CompletableFuture.completedFuture(Endpoint.builder().url(endpoint).build());
        return parameters -> resolved;
    }

    /** The exception that the SDK throws in the end has lost what a retry strategy asks for, such as the clock skew. */
    private static RetryStrategy oneAttempt() {
        return DefaultRetryStrategy.standardStrategyBuilder()
                .maxAttempts(1)
                .useClientDefaults(false)
                .retryOnException(failure -> {
                    Exchange.current().fail(failure);
                    return false;
                })
                .build();
    }

    /** Its reads have no timeout of their own, which would cost two system calls each: the attempt timeout ends them. */
    private SdkHttpClient httpClient(ProxyRoute route, AttributeMap defaults) {
        return ApacheHttpClient.builder()
                .maxConnections(CallDispatcher.MAX_CALLS)
                .connectionTimeout(limits.connect())
                .socketTimeout(Duration.ZERO)
                .proxyConfiguration(route.toProxyConfiguration())
                .buildWithDefaults(defaults);
    }

    /** A reference-counted client, used by calls and by this cache. */
    final class SharedClient implements AutoCloseable {

        private final CallTarget target;
        private final CodePipelineClient client;
        private int users = 1; // this cache
        private long lastUse = System.nanoTime();

        private SharedClient(CallTarget target) {
            this.target = target;
            client = make(target);
        }

        CodePipelineClient client() {
            return client;
        }

        private boolean isUnused() {
            return users == 1;
        }

        /** Ends a use. The last one closes the client. */
        @Override
        public void close() {
            synchronized (CodePipelineClients.this) {
                lastUse = System.nanoTime();
                users--;
                if (users == 0) {
                    client.close();
                }
            }
        }
    }
}
