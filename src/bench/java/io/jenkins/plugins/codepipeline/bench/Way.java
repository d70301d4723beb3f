package io.jenkins.plugins.codepipeline.bench;

import java.net.URI;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** A way to make a call. */
enum Way {
    BARE_SDK("(a) the bare SDK, one client kept", "bareSdk"),
    PLUGIN("(b) the plugin, from plain tree to receipt", "plugin"),
    NEW_CLIENT("(c) a new SDK client for each call", "newClient"),
    AWS_CLI("(e) the AWS CLI as a process", null) {
        @Override
        Figures measure(Effort effort, int callers, URI endpoint) throws Exception {
            return AwsCli.isOnPath()
                    ? new AwsCli(endpoint).run(callers, Math.max(callers, effort.processes))
                    : Figures.NONE;
        }
    };

    final String description;
    private final String benchmark;

    Way(String description, String benchmark) {
        this.description = description;
        this.benchmark = benchmark;
    }

    /**
     * Calls again and again.
     *
     * @param callers how many do so at the same time
     */
    Figures measure(Effort effort, int callers, URI endpoint) throws Exception {
        return effort.run(
                new OptionsBuilder()
                        .include(CallBenchmark.class.getName() + '.' + benchmark + '$')
                        .threads(callers)
                        .jvmArgsAppend("-D" + CallBenchmark.ENDPOINT + '=' + endpoint),
                effort.callWarmup);
    }
}
