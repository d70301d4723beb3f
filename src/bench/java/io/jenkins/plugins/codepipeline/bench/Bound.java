package io.jenkins.plugins.codepipeline.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something that has to hold of the figures.
 *
 * @param measured NaN where it could not be measured
 * @param isMost whether the limit is the most or the least that is allowed
 */
record Bound(String what, double measured, boolean isMost, double limit) {

    static Bound atMost(double limit, String what, double measured) {
        return new Bound(what, measured, true, limit);
    }

    static Bound atLeast(double limit, String what, double measured) {
        return new Bound(what, measured, false, limit);
    }

    static void print(List<Bound> bounds) {
        Table table = new Table("Bounds", "", "bound", "measured", "holds");
        bounds.forEach(bound -> table.row(
                bound.what,
                Stream.of((bound.isMost ? "≤ " : "≥ ") + Table.cell(bound.limit), bound.measured, bound.verdict())));
    }

    private String verdict() {
        if (Double.isNaN(measured)) {
            return "not measured";
        }
        return (isMost ? measured <= limit : measured >= limit) ? "yes" : "**no**";
    }
}
