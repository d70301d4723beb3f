package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.Figure;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.bench.sdk.Operation;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Compares the ways to call one operation: one at a time; and the plugin with the bare SDK more at a time. */
final class CallReport {

    private static final int MANY = 64;

    private static final Set<Way> COMPARED = EnumSet.of(Way.BARE_SDK, Way.PLUGIN);

    private final String title;
    private final List<Integer> callers;
    private final Map<Way, Map<Integer, Rounds>> measured = new EnumMap<>(Way.class);

    private CallReport(
            String title,
            Operation operation,
            Set<Way> ways,
            List<Integer> callers,
            Effort effort,
            URI endpoint,
            MachineLoad load)
            throws Exception {
        this.title = title;
        this.callers = callers;
        for (Way way : ways) {
            measured.put(way, new TreeMap<>());
        }
        for (int number : callers) {
            for (int round = 1; round <= effort.rounds; round++) {
                load.look();
                for (Way way : number == 1 ? ways : COMPARED) {
                    System.err.printf("%s, %s: %d at a time, round %d%n", title, way.description, number, round);
                    measured.get(way)
                            .computeIfAbsent(number, any -> new Rounds(new ArrayList<>()))
                            .figures()
                            .add(way.measure(effort, operation, number, endpoint));
                }
            }
        }
    }

    /** Measures all operations. */
    static List<CallReport> all(Effort effort, URI endpoint, MachineLoad load) throws Exception {
        Set<Way> all = EnumSet.allOf(Way.class);
        return List.of(
                new CallReport(
                        "putJobSuccessResult",
                        Operation.PUT_JOB_SUCCESS_RESULT, all, List.of(1, MANY), effort, endpoint, load),
                new CallReport(
                        "(f) putJobFailureResult",
                        Operation.PUT_JOB_FAILURE_RESULT, COMPARED, List.of(1, MANY), effort, endpoint, load),
                new CallReport(
                        "(g) pollForJobs without a job",
                        Operation.POLL_FOR_JOBS, COMPARED, List.of(1), effort, endpoint, load),
                new CallReport(
                        "(g) acknowledgeJob",
                        Operation.ACKNOWLEDGE_JOB, COMPARED, List.of(1), effort, endpoint, load));
    }

    void print() {
        Table single = new Table(
                title + ", one call at a time", "", "p50 µs", "p99 µs", "mean µs", "CPU µs", "bytes allocated");
        List<Function<Figures, Figure>> figures =
                List.of(Figures::p50, Figures::p99, Figures::mean, Figures::cpu, Figures::allocated);
        measured.forEach((way, rounds) ->
                single.row(way.description, figures.stream().map(rounds.get(1)::median)));
        single.row("(b) / (a)", figures.stream().map(figure -> ratio(Way.PLUGIN, Way.BARE_SDK, 1, figure)));
        if (measured.containsKey(Way.NEW_CLIENT)) {
            single.row("(c) / (b)", figures.stream().map(figure -> ratio(Way.NEW_CLIENT, Way.PLUGIN, 1, figure)));
            single.row("(e) / (b)", figures.stream().map(figure -> ratio(Way.AWS_CLI, Way.PLUGIN, 1, figure)));
        }
        if (callers.size() > 1) {
            printMany();
        }
    }

    private void printMany() {
        Table many = new Table(
                title + ", calls a second", "", callers.stream().map(n -> n + " at a time").toArray(String[]::new));
        COMPARED.forEach(way -> many.row(
                way.description,
                callers.stream().map(n -> measured.get(way).get(n).median(Figures::callsASecond).times(n))));
        many.row("(b) / (a)", callers.stream().map(n -> ratio(Way.PLUGIN, Way.BARE_SDK, n, Figures::callsASecond)));
    }

    List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        String plugin = title + ", (b)/(a), ";
        if (callers.contains(MANY)) {
            bounds.add(Bound.atMost(1.1, plugin + "p50, one at a time", ratio(Way.PLUGIN, Way.BARE_SDK, 1, Figures::p50)));
            bounds.add(Bound.atMost(1.3, plugin + "p99, one at a time", ratio(Way.PLUGIN, Way.BARE_SDK, 1, Figures::p99)));
            bounds.add(Bound.atLeast(
                    0.93,
                    plugin + "calls a second, " + MANY + " at a time",
                    ratio(Way.PLUGIN, Way.BARE_SDK, MANY, Figures::callsASecond)));
        } else {
            bounds.add(Bound.atMost(1.2, plugin + "CPU", ratio(Way.PLUGIN, Way.BARE_SDK, 1, Figures::cpu)));
        }
        if (measured.containsKey(Way.NEW_CLIENT)) {
            bounds.add(Bound.atLeast(100, title + ", (e)/(b), time", ratio(Way.AWS_CLI, Way.PLUGIN, 1, Figures::p50)));
            bounds.add(Bound.atLeast(100, title + ", (e)/(b), CPU", ratio(Way.AWS_CLI, Way.PLUGIN, 1, Figures::cpu)));
            bounds.add(Bound.atLeast(3, title + ", (c)/(b), CPU", ratio(Way.NEW_CLIENT, Way.PLUGIN, 1, Figures::cpu)));
        }
        return bounds;
    }

    private Figure ratio(Way way, Way other, int callers, Function<Figures, Figure> figure) {
        return measured.get(way).get(callers).ratio(measured.get(other).get(callers), figure);
    }
}
