package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.figures.Figure;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one way of working costs, in microseconds and bytes for each call.
 *
 * @param cpu of all threads of the process
 */
record Figures(Figure mean, Figure p50, Figure p99, Figure cpu, Figure allocated) {

    static final Figures NONE = new Figures(
            Figure.NOT_MEASURED, Figure.NOT_MEASURED, Figure.NOT_MEASURED, Figure.NOT_MEASURED, Figure.NOT_MEASURED);

    /** What JMH measured. */
    static Figures of(RunResult run) {
        Result<?> time = run.getPrimaryResult();
        // Of many calls, JMH samples a part.
        long calls = run.getParams().getMode() == Mode.SampleTime ? time.getStatistics().getN() : operations(run);
        return new Figures(
                Figure.ofCalls(calls, time.getScore()),
                Figure.ofCalls(calls, time.getStatistics().getPercentile(50)),
                Figure.ofCalls(calls, time.getStatistics().getPercentile(99)),
                Figure.ofCalls(calls, run.getSecondaryResults().get(CpuTime.PER_CALL).getScore()),
                Figure.ofCalls(calls, run.getSecondaryResults().get("gc.alloc.rate.norm").getScore()));
    }

    private static long operations(RunResult run) {
        return run.getBenchmarkResults().stream()
                .mapToLong(fork -> fork.getMetadata().getMeasurementOps())
                .sum();
    }

    /** Of one caller, who calls again as soon as a call is done. */
    Figure callsASecond() {
        return new Figure(1e6 / mean.value(), mean.calls());
    }
}
