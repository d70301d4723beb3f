package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.sdk.Caller;
import io.jenkins.plugins.codepipeline.bench.sdk.Operation;
import java.net.URI;

/** The first call of a JVM, with all that has to be loaded for it; tells the microseconds. */
final class ColdCall {

    private ColdCall() {}

    public static void main(String[] args) throws Exception {
        Way way = Way.valueOf(args[0]);
        long start = System.nanoTime();
        try (Caller caller = way.open(URI.create(args[1]))) {
            caller.call(Operation.PUT_JOB_SUCCESS_RESULT);
        }
        NewJvm.tell((System.nanoTime() - start) / 1e3);
    }
}
