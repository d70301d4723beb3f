package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.sdk.BareSdk;
import io.jenkins.plugins.codepipeline.bench.sdk.Example;
import java.net.URI;

/** The first call of a JVM, with all that has to be loaded for it; tells the microseconds. */
final class ColdCall {

    /** Who makes the call. */
    enum Caller {
        BARE_SDK {
            @Override
            void call(URI endpoint) {
                try (BareSdk sdk = new BareSdk(endpoint, 1)) {
                    sdk.report();
                }
            }
        },
        PLUGIN {
            @Override
            void call(URI endpoint) throws Exception {
                try (Plugin plugin = new Plugin(endpoint)) {
                    plugin.report(Example.tree());
                }
            }
        };

        abstract void call(URI endpoint) throws Exception;
    }

    private ColdCall() {}

    public static void main(String[] args) throws Exception {
        Caller caller = Caller.valueOf(args[0]);
        long start = System.nanoTime();
        caller.call(URI.create(args[1]));
        NewJvm.tell((System.nanoTime() - start) / 1e3);
    }
}
