package io.jenkins.plugins.codepipeline.bench;

import io.jenkins.plugins.codepipeline.bench.figures.Figure;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The figures of one way of working in each round of a run. */
record Rounds(List<Figures> figures) {

    Figure median(Function<Figures, Figure> figure) {
        return Figure.median(figures.stream().map(figure).toList());
    }

    /** How many times as much as another way this one costs, each round compared with the same round of the other. */
    Figure ratio(Rounds other, Function<Figures, Figure> figure) {
        return Figure.median(IntStream.range(0, figures.size())
                .mapToObj(i -> figure.apply(figures.get(i)).over(figure.apply(other.figures.get(i))))
                .toList());
    }
}
