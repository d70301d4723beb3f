package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.sdk.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs all benchmarks, prints what they show as tables, and says of each bound whether it holds. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        Effort effort = Effort.valueOf(args[0].toUpperCase(Locale.ROOT));
        MachineLoad load = new MachineLoad();
        System.out.printf(
                "Java %s, %s %s, %d processors%n",
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        if (effort.rounds == 1) {
            System.out.printf("%nA first look: each way runs in one JVM, and two of them differ by up to a fifth.%n");
        }
        load.look();
        load.print();
        List<Bound> bounds = new ArrayList<>();
        try (Endpoint endpoint = new Endpoint()) {
            for (CallReport calls : CallReport.all(effort, endpoint.uri(), load)) {
                calls.print();
                bounds.addAll(calls.bounds());
            }
            ReadingReport reading = new ReadingReport(effort, load);
            reading.print();
            bounds.addAll(reading.bounds());
            FootprintReport footprint = new FootprintReport(effort, endpoint);
            footprint.print();
            bounds.addAll(footprint.bounds());
        }
        load.look();
        Bound.print(bounds);
        load.print();
    }
}
