package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.ReadingBenchmark.Notation;
import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.Figure;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.bench.sdk.Example;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Shows how the cost of reading and checking grows with the size, in every notation. */
final class ReadingReport {

    private static final List<Integer> SIZES = List.of(Example.TYPICAL_BYTES, 10 << 10, 120 << 10);

    /** What a time may be over what is linear and yet be called so: caches and collections are not. */
    private static final double TOLERANCE = 1.25;

    /** By notation, for each size. */
    private final Map<Notation, List<Rounds>> measured = new EnumMap<>(Notation.class);

    ReadingReport(Effort effort, MachineLoad load) throws Exception {
        for (Notation notation : Notation.values()) {
            measured.put(notation, SIZES.stream().map(any -> new Rounds(new ArrayList<>())).toList());
        }
        for (int round = 1; round <= effort.rounds; round++) {
            for (Notation notation : Notation.values()) {
                load.look();
                for (int i = 0; i < SIZES.size(); i++) {
                    System.err.printf("(d) reading %d bytes of %s, round %d%n", SIZES.get(i), notation, round);
                    measured.get(notation).get(i).figures().add(measure(effort, notation, SIZES.get(i)));
                }
            }
        }
    }

    private static Figures measure(Effort effort, Notation notation, int bytes) throws Exception {
        return effort.run(new OptionsBuilder()
                .include(ReadingBenchmark.class.getName())
                .param("notation", notation.name())
                .param("bytes", String.valueOf(bytes)));
    }

    void print() {
        Table table = new Table(
                "(d) Reading and checking",
                "",
                Stream.of("µs, ", "bytes allocated, ")
                        .flatMap(figure -> SIZES.stream().map(bytes -> figure + bytes + " B"))
                        .toArray(String[]::new));
        List<Function<Figures, Figure>> figures = List.of(Figures::mean, Figures::allocated);
        measured.forEach((notation, bySize) -> table.row(
                notation.description,
                figures.stream().flatMap(figure -> bySize.stream().map(rounds -> rounds.median(figure)))));
    }

    List<Bound> bounds() {
        return List.of(
                Bound.atMost(
                        50,
                        "Reading " + SIZES.get(0) + " B, µs, the slowest notation",
                        worst(bySize -> bySize.get(0).median(Figures::mean))),
                Bound.atMost(
                        TOLERANCE,
                        "Time for each byte at " + SIZES.get(2) + " B / at " + SIZES.get(1) + " B, the worst notation",
                        worst(ReadingReport::growth)));
    }

    private Figure worst(Function<List<Rounds>, Figure> figure) {
        return Figure.max(measured.values().stream().map(figure).toList());
    }

    private static Figure growth(List<Rounds> bySize) {
        return bySize.get(2).ratio(bySize.get(1), Figures::mean).times((double) SIZES.get(1) / SIZES.get(2));
    }
}
