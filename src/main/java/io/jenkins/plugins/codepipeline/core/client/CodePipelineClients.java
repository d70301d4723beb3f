package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

    private final Map<Region, Kept> kept = new ConcurrentHashMap<>();
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
    public synchronized void closeUnused(Duration time) {
        long latest = System.nanoTime() - time.toNanos();
        retire(kept.values().stream().filter(client -> client.isUnused() && client.lastUse - latest <= 0));
    }

    @Override
    public synchronized void close() {
        retire(kept.values().stream());
        timeLimit.close();
    }

    /** Gives a client for the time of a call. A client that was made with other settings is closed after its last call. */
    Lease lease(Target target) {
        Kept client = kept.get(target.region());
        while (client == null || !client.target.equals(target) || !client.use()) {
            client = replace(target);
        }
        return new Lease(client);
    }

    private synchronized Kept replace(Target target) {
        Kept known = kept.get(target.region());
        if (known != null && known.target.equals(target)) { // Another call was faster.
            return known;
        }
        retire(Stream.ofNullable(known));
        retire(kept.values().stream()
                .filter(Kept::isUnused)
                .sorted(Comparator.comparing(client -> client.lastUse))
                .limit(Math.max(0, kept.size() + 1 - MAX_KEPT)));
        Kept made = new Kept(target, make(target));
        kept.put(target.region(), made);
        return made;
    }

    private void retire(Stream<Kept> clients) {
        clients.toList().forEach(client -> {
            kept.remove(client.target.region());
            client.release();
        });
    }

    /** Of an attempt. */
    TimeLimit timeLimit() {
        return timeLimit;
    }

    Retries retries() {
        return new Retries(retryStrategy, limits.call());
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
    static final class Lease implements AutoCloseable {

        private final Kept kept;

        private Lease(Kept kept) {
            this.kept = kept;
        }

        CodePipelineClient client() {
            return kept.client;
        }

        @Override
        public void close() {
            kept.release();
        }
    }

    /** A client that is closed by the last who lets it go, which may be a call or this cache. */
    private static final class Kept {

        private static final int BY_CACHE = 1;

        private final Target target;
        private final CodePipelineClient client;
        private final AtomicInteger users = new AtomicInteger(BY_CACHE);
        private volatile long lastUse = System.nanoTime();

        Kept(Target target, CodePipelineClient client) {
            this.target = target;
            this.client = client;
        }

        /** Returns false if it is closed. */
        boolean use() {
            return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
        }

        boolean isUnused() {
            return users.get() == BY_CACHE;
        }

        void release() {
            lastUse = System.nanoTime();
            if (users.decrementAndGet() == 0) {
                client.close();
            }
        }
    }
}
