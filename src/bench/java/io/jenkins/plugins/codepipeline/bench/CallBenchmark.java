package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.sdk.BareSdk;
import io.jenkins.plugins.codepipeline.bench.sdk.Example;
import io.jenkins.plugins.codepipeline.core.client.CallDispatcher;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call, in the three ways in which a JVM can make it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CallBenchmark {

    /** Names the system property with the endpoint, which is in the process that starts the benchmarks. */
    static final String ENDPOINT = "bench.endpoint";

    private final URI endpoint = URI.create(System.getProperty(ENDPOINT));
    private final Map<String, Object> tree = Example.tree();
    private final BareSdk bareSdk = new BareSdk(endpoint, CallDispatcher.MAX_CALLS);
    private final Plugin plugin = new Plugin(endpoint);

    @Benchmark
    public Object bareSdk() {
        return bareSdk.report();
    }

    @Benchmark
    public Object plugin() throws Exception {
        return plugin.report(tree);
    }

    @Benchmark
    public Object newClient() {
        try (BareSdk sdk = new BareSdk(endpoint, 1)) {
            return sdk.report();
        }
    }

    @TearDown
    public void close() {
        bareSdk.close();
        plugin.close();
    }
}
