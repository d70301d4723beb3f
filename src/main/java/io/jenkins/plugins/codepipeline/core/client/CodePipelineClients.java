package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The SDK's clients, one for each region, made at its first call and kept: a client costs far more than a call. They hold no
 * credentials, and make one attempt only: credentials are those of the current {@link Exchange}, further attempts the call's own.
 */
public final class CodePipelineClients implements AutoCloseable {

    /** The most clients that are kept: a job may name regions that do not exist. */
    static final int MAX_KEPT = 16;

    private static final Duration THROTTLING_DELAY = Duration.ofSeconds(1);

    /** A quarter of the SDK's: no more calls than threads compete, and each is to have its turn within its time limit. */
    private static final Duration MAX_THROTTLING_DELAY = Duration.ofSeconds(5);

    private final Map<Region, Kept> kept = new LinkedHashMap<>(MAX_KEPT, 0.75f, true);
    private final String userAgent;
    private final CallLimits limits;
    private final TimeLimit timeLimit;
    private final RetryStrategy retryStrategy;

    /**
     * Makes an empty cache.
     *
     * @param userAgent the product that calls, as {@code name/version}
     * @param factory makes the one thread that watches the time limits of all calls
     */
    public CodePipelineClients(String userAgent, CallLimits limits, ThreadFactory factory) {
        this.userAgent = userAgent;
        this.limits = limits;
        timeLimit = new TimeLimit(limits.attempt(), factory);
        retryStrategy = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(limits.attempts())
                .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(THROTTLING_DELAY, MAX_THROTTLING_DELAY))
                .circuitBreakerEnabled(false) // What calls may cost is bound by their time limit and the call pool.
                .build();
    }

    /** Closes the clients that no call has used for some time. */
    public void closeUnused(Duration time) {
        long latest = System.nanoTime() - time.toNanos();
        retire(client -> client.users == 0 && client.lastUse - latest <= 0);
    }

    @Override
    public void close() {
        retire(client -> true);
        timeLimit.close();
    }

    /** Gives a client for the time of a call. A client that was made with other settings is closed after its last call. */
    synchronized Lease lease(Target target) {
        Kept client = kept.get(target.region());
        if (client != null && !client.target.equals(target)) {
            retire(client);
            client = null;
        }
        if (client == null) {
            client = new Kept(target, make(target));
            kept.put(target.region(), client);
        }
        client.users++;
        return new Lease(client);
    }

    /** Of an attempt. */
    TimeLimit timeLimit() {
        return timeLimit;
    }

    Retries retries() {
        return new Retries(retryStrategy, limits.call());
    }

    private synchronized void retire(Predicate<Kept> condition) {
        List.copyOf(kept.values()).stream().filter(condition).forEach(this::retire);
    }

    private void retire(Kept client) {
        kept.remove(client.target.region(), client);
        client.isRetired = true;
        client.closeIfDone();
    }

    private synchronized void release(Kept client) {
        client.users--;
        client.lastUse = System.nanoTime();
        client.closeIfDone();
        kept.values().stream()
                .filter(eldest -> eldest.users == 0)
                .limit(Math.max(0, kept.size() - MAX_KEPT))
                .toList()
                .forEach(this::retire);
    }

    private CodePipelineClient make(Target target) {
        return CodePipelineClient.builder()
                .region(target.region())
                .endpointOverride(target.endpoint()) // Otherwise properties and variables of the JVM could name another.
                .credentialsProvider(() -> Exchange.current().credentials())
                .httpClientBuilder(defaults -> new WatchedHttpClient(httpClient(target.route(), defaults)))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(oneAttempt())
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, userAgent)
                        .build())
                .build();
    }

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

    private SdkHttpClient httpClient(Route route, AttributeMap defaults) {
        return ApacheHttpClient.builder()
                .maxConnections(CallPool.MAX_THREADS)
                .connectionTimeout(limits.connect())
                .proxyConfiguration(route.toProxyConfiguration())
                .buildWithDefaults(defaults);
    }

    /** The use of a client by a call. */
    final class Lease implements AutoCloseable {

        private final Kept kept;

        private Lease(Kept kept) {
            this.kept = kept;
        }

        CodePipelineClient client() {
            return kept.client;
        }

        @Override
        public void close() {
            release(kept);
        }
    }

    private static final class Kept {

        private final Target target;
        private final CodePipelineClient client;
        private int users;
        private long lastUse;
        private boolean isRetired;

        Kept(Target target, CodePipelineClient client) {
            this.target = target;
            this.client = client;
        }

        void closeIfDone() {
            if (isRetired && users == 0) {
                client.close();
            }
        }
    }
}
