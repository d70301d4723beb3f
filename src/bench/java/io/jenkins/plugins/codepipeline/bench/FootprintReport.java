package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.Footprint.Taken;
import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.Median;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.bench.sdk.Endpoint;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Shows what the core takes of a JVM before, with and after its first use, and what the first call costs. */
final class FootprintReport {

    private static final List<Integer> CALLS = List.of(0, 1, 1_000, 10_000);

    private record Row(Taken taken, int connections) {}

    private final Map<Integer, Row> rows = new LinkedHashMap<>();
    private final Map<Way, Double> coldCalls = new LinkedHashMap<>();

    FootprintReport(Effort effort, Endpoint endpoint) throws IOException {
        System.err.println("Footprint");
        try (NewJvm jvm = new NewJvm(
                Footprint.class,
                Stream.concat(Stream.of(endpoint.uri()), CALLS.stream()).toArray())) {
            for (int calls : CALLS) {
                Taken taken = Taken.parse(jvm.next());
                rows.put(calls, new Row(taken, endpoint.connections()));
                jvm.goOn();
            }
        }
        for (Way way : List.of(Way.BARE_SDK, Way.PLUGIN)) {
            System.err.println("First call: " + way);
            double[] micros = new double[effort.processes];
            for (int i = 0; i < micros.length; i++) {
                try (NewJvm jvm = new NewJvm(ColdCall.class, way, endpoint.uri())) {
                    micros[i] = Double.parseDouble(jvm.next());
                }
            }
            coldCalls.put(way, Median.of(micros));
        }
    }

    void print() {
        Table table = new Table(
                "Footprint of the core", "calls", "classes", "of the SDK", "heap KiB", "threads", "connections");
        rows.forEach((calls, row) -> table.row(
                calls.toString(),
                Stream.of(
                        row.taken.classes(),
                        row.taken.sdkClasses(),
                        row.taken.heap() >> 10,
                        row.taken.threads(),
                        row.connections)));
        double sdk = coldCalls.get(Way.BARE_SDK);
        double plugin = coldCalls.get(Way.PLUGIN);
        Table cold = new Table("The first call of a JVM", "", "ms");
        cold.row(Way.BARE_SDK.description, Stream.of(sdk / 1e3));
        cold.row(Way.PLUGIN.description, Stream.of(plugin / 1e3));
        cold.row("(b) / (a)", Stream.of(plugin / sdk));
    }

    List<Bound> bounds() {
        Row early = rows.get(1_000);
        Row late = rows.get(10_000);
        String period = " between call 1,000 and call 10,000";
        return List.of(
                Bound.atMost(0, "SDK classes before the first call", rows.get(0).taken.sdkClasses()),
                Bound.atMost(10, "Heap bytes for each call" + period, (late.taken.heap() - early.taken.heap()) / 9e3),
                Bound.atMost(0, "More threads" + period, late.taken.threads() - early.taken.threads()),
                Bound.atMost(0, "More connections" + period, late.connections - early.connections));
    }
}
