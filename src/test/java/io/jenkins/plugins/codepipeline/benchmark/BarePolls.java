package io.jenkins.plugins.codepipeline.benchmark;

import io.jenkins.plugins.codepipeline.bench.sdk.BareSdk;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jvnet.hudson.test.JenkinsRule;

/** Polls of the bare SDK inside the controller, as many and as often as its triggers make. */
final class BarePolls {

    private static BareSdk sdk;
    private static ScheduledExecutorService timer;

    private BarePolls() {}

    static void start(JenkinsRule jenkins, String endpoint, int polls) {
        if (sdk == null) { // The plugin keeps its client, too.
            sdk = new BareSdk(URI.create(endpoint), 64);
        }
        BareSdk client = sdk;
        timer = Executors.newScheduledThreadPool(8);
        long millis = TimeUnit.SECONDS.toMillis(TriggeredItems.POLL_INTERVAL);
        for (int i = 0; i < polls; i++) {
            Map<String, String> query = Map.of("ProjectName", "project" + i);
            timer.scheduleAtFixedRate(
                    () -> client.poll(query), ThreadLocalRandom.current().nextLong(millis), millis, TimeUnit.MILLISECONDS);
        }
    }

    static void stop(JenkinsRule jenkins) throws InterruptedException {
        timer.shutdown();
        timer.awaitTermination(1, TimeUnit.MINUTES);
    }
}
