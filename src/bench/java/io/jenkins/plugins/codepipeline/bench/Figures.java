package io.jenkins.plugins.codepipeline.bench;

import java.util.Arrays;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one way of working costs, in microseconds and bytes for each operation; what was not measured is NaN.
 *
 * @param cpu of all threads of the process
 */
record Figures(double mean, double p50, double p99, double cpu, double allocated) {

    static final Figures NONE = new Figures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** What JMH measured. */
    static Figures of(RunResult run) {
        Result<?> time = run.getPrimaryResult();
        return new Figures(
                time.getScore(),
                time.getStatistics().getPercentile(50),
                time.getStatistics().getPercentile(99),
                run.getSecondaryResults().get(CpuTime.PER_CALL).getScore(),
                run.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    static Figures ofCalls(double[] micros, double cpuMicros) {
        double[] sorted = micros.clone();
        Arrays.sort(sorted);
        return new Figures(
                Arrays.stream(sorted).average().orElseThrow(),
                sorted[sorted.length / 2],
                sorted[(int) Math.ceil(sorted.length * 0.99) - 1],
                cpuMicros,
                Double.NaN);
    }
}
