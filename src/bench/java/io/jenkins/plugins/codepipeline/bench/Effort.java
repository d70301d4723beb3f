package io.jenkins.plugins.codepipeline.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How long to measure. The warm-up is the same, and counted in calls. */
enum Effort {
    QUICK(1, 2, 3),
    FULL(5, 5, 5);

    /** How often all is measured in turn, since no JVM compiles exactly as another. */
    final int rounds;

    /** How many processes are started where only a new one shows anything. */
    final int processes;

    private final int seconds;

    Effort(int rounds, int seconds, int processes) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.processes = processes;
    }

    /** Runs one benchmark in a JVM of its own. */
    Figures run(ChainedOptionsBuilder benchmark) throws RunnerException {
        return Figures.of(new Runner(benchmark
                        .forks(1)
                        .jvmArgs("-Xmx256m")
                        // For JMH's own loop; the benchmarks warm up themselves.
                        .warmupIterations(1)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.seconds(seconds))
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuTime.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle());
    }
}
