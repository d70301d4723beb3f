package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Compares the ways to make a call: one at a time, and more at a time. */
final class CallReport {

    private static final List<Integer> CALLERS = List.of(1, 8, 64);

    private final Map<Way, Map<Integer, Rounds>> measured = new EnumMap<>(Way.class);

    CallReport(Effort effort, URI endpoint) throws Exception {
        for (Way way : Way.values()) {
            measured.put(way, new TreeMap<>());
        }
        for (int callers : CALLERS) {
            for (int round = 1; round <= effort.rounds; round++) {
                for (Way way : Way.values()) {
                    System.err.printf("%s: %d at a time, round %d%n", way.description, callers, round);
                    measured.get(way)
                            .computeIfAbsent(callers, any -> new Rounds(new ArrayList<>()))
                            .figures()
                            .add(way.measure(effort, callers, endpoint));
                }
            }
        }
    }

    List<Bound> print() {
        Table single = new Table("One call at a time", "", "p50 µs", "p99 µs", "CPU µs", "bytes allocated");
        List<ToDoubleFunction<Figures>> figures =
                List.of(Figures::p50, Figures::p99, Figures::cpu, Figures::allocated);
        for (Way way : Way.values()) {
            single.row(way.description, figures.stream().map(measured(way, 1)::median));
        }
        single.row("(b) / (a)", figures.stream().map(figure -> ratio(Way.PLUGIN, Way.BARE_SDK, 1, figure)));
        single.row("(c) / (b)", figures.stream().map(figure -> ratio(Way.NEW_CLIENT, Way.PLUGIN, 1, figure)));
        single.row("(e) / (b)", figures.stream().map(figure -> ratio(Way.AWS_CLI, Way.PLUGIN, 1, figure)));

        Table many = new Table("Calls a second", "", CALLERS.stream().map(n -> n + " at a time").toArray(String[]::new));
        for (Way way : Way.values()) {
            many.row(way.description, CALLERS.stream().map(n -> n * 1e6 / measured(way, n).median(Figures::mean)));
        }
        many.row("(b) / (a)", CALLERS.stream().map(n -> ratio(Way.BARE_SDK, Way.PLUGIN, n, Figures::mean)));

        return List.of(
                Bound.atMost(1.15, "(b)/(a), p50, one at a time", ratio(Way.PLUGIN, Way.BARE_SDK, 1, Figures::p50)),
                Bound.atMost(1.3, "(b)/(a), p99, one at a time", ratio(Way.PLUGIN, Way.BARE_SDK, 1, Figures::p99)),
                Bound.atLeast(
                        0.9, "(b)/(a), calls a second, 64 at a time", ratio(Way.BARE_SDK, Way.PLUGIN, 64, Figures::mean)),
                Bound.atLeast(100, "(e)/(b), time", ratio(Way.AWS_CLI, Way.PLUGIN, 1, Figures::p50)),
                Bound.atLeast(100, "(e)/(b), CPU", ratio(Way.AWS_CLI, Way.PLUGIN, 1, Figures::cpu)),
                Bound.atLeast(3, "(c)/(b), CPU", ratio(Way.NEW_CLIENT, Way.PLUGIN, 1, Figures::cpu)));
    }

    private Rounds measured(Way way, int callers) {
        return measured.get(way).get(callers);
    }

    private double ratio(Way way, Way other, int callers, ToDoubleFunction<Figures> figure) {
        return measured(way, callers).ratio(measured(other, callers), figure);
    }
}
