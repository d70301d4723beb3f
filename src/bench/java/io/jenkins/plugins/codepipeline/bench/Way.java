package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.sdk.BareSdk;
import io.jenkins.plugins.codepipeline.bench.sdk.Caller;
import io.jenkins.plugins.codepipeline.bench.sdk.Operation;
import io.jenkins.plugins.codepipeline.core.client.CallDispatcher;
import java.net.URI;
import java.util.function.Function;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The ways to call. */
public enum Way {
    BARE_SDK("(a) the bare SDK, one client kept", 100_000, endpoint -> new BareSdk(endpoint, CallDispatcher.MAX_CALLS)),
    PLUGIN("(b) the plugin", 100_000, Plugin::new),
    NEW_CLIENT("(c) a new SDK client for each call", 20_000, Way::newClients),
    AWS_CLI("(e) the AWS CLI as a process", 0, AwsCli::new) {
        @Override
        Figures measure(Effort effort, Operation operation, int callers, URI endpoint) throws Exception {
            return AwsCli.isOnPath() ? new AwsCli(endpoint).run(effort.processes) : Figures.NONE;
        }
    };

    final String description;

    /** After that many, the JVM compiles nothing more that matters. */
    private final int warmupCalls;

    private final Function<URI, Caller> callers;

    Way(String description, int warmupCalls, Function<URI, Caller> callers) {
        this.description = description;
        this.warmupCalls = warmupCalls;
        this.callers = callers;
    }

    private static Caller newClients(URI endpoint) {
        return operation -> {
            try (BareSdk sdk = new BareSdk(endpoint, 1)) {
                return sdk.call(operation);
            }
        };
    }

    /** Makes ready to call. */
    Caller open(URI endpoint) {
        return callers.apply(endpoint);
    }

    /**
     * Calls again and again.
     *
     * @param callers how many do so at the same time
     */
    Figures measure(Effort effort, Operation operation, int callers, URI endpoint) throws Exception {
        return effort.run(new OptionsBuilder()
                .include(CallBenchmark.class.getName())
                .param("operation", operation.name())
                .param("way", name())
                .threads(callers)
                .param("warmupCalls", String.valueOf(warmupCalls))
                .jvmArgsAppend("-D" + CallBenchmark.ENDPOINT + '=' + endpoint));
    }
}
