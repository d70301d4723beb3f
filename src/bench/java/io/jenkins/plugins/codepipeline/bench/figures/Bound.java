package io.jenkins.plugins.codepipeline.bench.figures;

import java.util.List;

/**
 * Something that has to hold of the figures.
 *
 * @param measured NaN where it could not be measured
 * @param isMost whether the limit is the most or the least that is allowed
 */
public record Bound(String what, double measured, boolean isMost, double limit) {

    public static Bound atMost(double limit, String what, double measured) {
        return new Bound(what, measured, true, limit);
    }

    public static Bound atLeast(double limit, String what, double measured) {
        return new Bound(what, measured, false, limit);
    }

    public static void print(List<Bound> bounds) {
        Table table = new Table("Bounds", "", "bound", "measured", "holds");
        bounds.forEach(bound -> table.row(
                bound.what, (bound.isMost ? "≤ " : "≥ ") + Table.cell(bound.limit), bound.measured, bound.verdict()));
    }

    private String verdict() {
        if (Double.isNaN(measured)) {
            return "not measured";
        }
        return (isMost ? measured <= limit : measured >= limit) ? "yes" : "**no**";
    }
}
