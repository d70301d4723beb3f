package io.jenkins.plugins.codepipeline.benchmark;

import io.jenkins.plugins.codepipeline.bench.sdk.BareSdk;
import io.jenkins.plugins.codepipeline.bench.sdk.Operation;
import java.net.URI;
import org.jvnet.hudson.test.JenkinsRule;

/** Calls AWS CodePipeline in the controller until its JVM has compiled the SDK, as in one that has done so for days. */
final class SdkWarmUp {

    private static final int CALLS = 50_000;

    private SdkWarmUp() {}

    static void run(JenkinsRule jenkins, URI endpoint) {
        try (BareSdk sdk = new BareSdk(endpoint, 1)) {
            for (Operation operation : Operation.values()) {
                for (int i = 0; i < CALLS; i++) {
                    sdk.call(operation);
                }
            }
        }
    }
}
