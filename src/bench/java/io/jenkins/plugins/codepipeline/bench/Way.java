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
    BARE_SDK("(a) the bare SDK, one client kept", endpoint -> new BareSdk(endpoint, CallDispatcher.MAX_CALLS)),
    PLUGIN("(b) the plugin", Plugin::new),
    NEW_CLIENT("(c) a new SDK client for each call", Way::newClients),
    AWS_CLI("(e) the AWS CLI as a process", AwsCli::new) {
        @Override
        Figures measure(Effort effort, Operation operation, int callers, URI endpoint) throws Exception {
            return AwsCli.isOnPath()
                    ? new AwsCli(endpoint).run(callers, Math.max(callers, effort.processes))
                    : Figures.NONE;
        }
    };

    final String description;
    private final Function<URI, Caller> callers;

    Way(String description, Function<URI, Caller> callers) {
        this.description = description;
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
                .jvmArgsAppend("-D" + CallBenchmark.ENDPOINT + '=' + endpoint));
    }
}
