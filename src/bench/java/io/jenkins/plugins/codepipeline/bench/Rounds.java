package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.figures.Median;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures of one way of working in each round of a run; a median is not moved by one disturbed round. */
record Rounds(List<Figures> figures) {

    double median(ToDoubleFunction<Figures> figure) {
        return Median.of(figures, figure);
    }

    /** How many times as much as another way this one costs, each round compared with the same round of the other. */
    double ratio(Rounds other, ToDoubleFunction<Figures> figure) {
        return Median.of(IntStream.range(0, figures.size())
                .mapToDouble(i -> figure.applyAsDouble(figures.get(i)) / figure.applyAsDouble(other.figures.get(i)))
                .toArray());
    }
}
