package io.jenkins.plugins.codepipeline.bench.figures;

import java.util.List;

/**
 * A figure, with the number of calls that it is of. What was taken of too few calls is no figure, nor is what is computed of
 * it.
 *
 * @param value NaN where it is no figure
 * @param calls 0 if it is not of calls, or not measured at all
 */
public record Figure(double value, long calls) {

    /** The least number of calls, of which the slowest hundredth is ten calls. */
    public static final int LEAST_CALLS = 1_000;

    public static final Figure NOT_MEASURED = new Figure(Double.NaN, 0);

    /** A figure that is not of calls, or of so costly ones that a few have to do. */
    public static Figure of(double value) {
        return new Figure(value, 0);
    }

    /** A figure of that many calls, if they are enough. */
    public static Figure ofCalls(long calls, double value) {
        return new Figure(calls < LEAST_CALLS ? Double.NaN : value, calls);
    }

    /** How many times the other figure this one is. */
    public Figure over(Figure other) {
        return combine(value / other.value, List.of(this, other));
    }

    public Figure times(double factor) {
        return new Figure(value * factor, calls);
    }

    /** The median of a figure of each round, which is not moved by one disturbed round. */
    public static Figure median(List<Figure> rounds) {
        return combine(Median.of(rounds, Figure::value), rounds);
    }

    public static Figure max(List<Figure> figures) {
        return combine(figures.stream().mapToDouble(Figure::value).max().orElseThrow(), figures);
    }

    /** Is missing if a part is, and then tells the fewest calls of those that are. */
    private static Figure combine(double value, List<Figure> parts) {
        List<Figure> missing = parts.stream().filter(Figure::isMissing).toList();
        long calls = (missing.isEmpty() ? parts : missing).stream().mapToLong(Figure::calls).min().orElseThrow();
        return new Figure(missing.isEmpty() ? value : Double.NaN, calls);
    }

    public boolean isMissing() {
        return Double.isNaN(value);
    }

    /** As a table shows it. */
    @Override
    public String toString() {
        return isMissing() && calls > 0 ? "only " + Table.cell(calls) + " calls" : Table.cell(value);
    }
}
