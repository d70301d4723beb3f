package io.jenkins.plugins.codepipeline.bench.figures;

import java.util.List;

/**
 * Something that has to hold of the figures.
 *
 * @param isMost whether the limit is the most or the least that is allowed
 */
public record Bound(String what, Figure measured, boolean isMost, double limit) {

    public static Bound atMost(double limit, String what, Figure measured) {
        return new Bound(what, measured, true, limit);
    }

    /** Bounds what is not of calls; NaN where it could not be measured. */
    public static Bound atMost(double limit, String what, double measured) {
        return atMost(limit, what, Figure.of(measured));
    }

    public static Bound atLeast(double limit, String what, Figure measured) {
        return new Bound(what, measured, false, limit);
    }

    /** Bounds what is not of calls; NaN where it could not be measured. */
    public static Bound atLeast(double limit, String what, double measured) {
        return atLeast(limit, what, Figure.of(measured));
    }

    public static void print(List<Bound> bounds) {
        Table table = new Table("Bounds", "", "bound", "measured", "holds");
        bounds.forEach(bound -> table.row(
                bound.what,
                (bound.isMost ? "≤ " : "≥ ") + Table.cell(bound.limit),
                Table.cell(bound.measured.value()),
                bound.verdict()));
    }

    String verdict() {
        if (measured.isMissing()) {
            return measured.calls() == 0 ? "not measured" : "not measured: " + measured;
        }
        return (isMost ? measured.value() <= limit : measured.value() >= limit) ? "yes" : "**no**";
    }
}
