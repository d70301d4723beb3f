package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.sdk.Caller;
import io.jenkins.plugins.codepipeline.bench.sdk.Operation;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call of an operation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CallBenchmark {

    /** Names the system property with the endpoint, which is in the process that starts the benchmarks. */
    static final String ENDPOINT = "bench.endpoint";

    @Param
    private Operation operation;

    @Param({"BARE_SDK", "PLUGIN", "NEW_CLIENT"})
    private Way way;

    /** How many calls are made before the first that is measured. */
    @Param("100000")
    private int warmupCalls;

    private Caller caller;

    /**
     * Calls until the JVM has compiled what it takes, however long that is. A single thread does so, which leaves a processor
     * to the compiler; many would leave it so little that it needed a minute.
     */
    @Setup
    public void warmUp() throws Exception {
        caller = way.open(URI.create(System.getProperty(ENDPOINT)));
        for (int i = 0; i < warmupCalls; i++) {
            call();
        }
    }

    @Benchmark
    public Object call() throws Exception {
        return caller.call(operation);
    }

    @TearDown
    public void close() {
        caller.close();
    }
}
