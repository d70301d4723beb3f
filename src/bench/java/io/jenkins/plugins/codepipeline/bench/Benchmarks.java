package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.sdk.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs all benchmarks, prints what they show as tables, and says of each bound whether it holds. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        Effort effort = Effort.valueOf(args[0].toUpperCase(Locale.ROOT));
        List<Bound> bounds = new ArrayList<>();
        System.out.printf(
                "Java %s, %s %s, %d processors%n",
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        try (Endpoint endpoint = new Endpoint()) {
            bounds.addAll(new CallReport(effort, endpoint.uri()).print());
            bounds.addAll(new ReadingReport(effort).print());
            bounds.addAll(new FootprintReport(effort, endpoint).print());
        }
        Bound.print(bounds);
    }
}
