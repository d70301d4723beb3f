package io.jenkins.plugins.codepipeline.bench.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a table of a Markdown page, row by row. */
public final class Table {

    public Table(String title, String subject, String... columns) {
        System.out.printf("%n### %s%n%n", title);
        row(subject, Arrays.stream(columns));
        row("---", Arrays.stream(columns).map(column -> "---:"));
    }

    public void row(String subject, Stream<?> cells) {
        System.out.println(Stream.concat(Stream.of(subject), cells.map(Table::cell))
                .collect(Collectors.joining(" | ", "| ", " |")));
    }

    public void row(String subject, Object... cells) {
        row(subject, Arrays.stream(cells));
    }

    /** A number with three digits that count, but with all digits in front of the point. */
    public static String cell(Object value) {
        if (!(value instanceof Number given)) {
            return value.toString();
        }
        double number = given.doubleValue();
        if (Double.isNaN(number)) {
            return "—";
        }
        int digits = number == 0 ? 3 : (int) Math.floor(Math.log10(Math.abs(number))) + 1;
        return String.format(Locale.ROOT, "%,." + (given instanceof Double ? Math.max(0, 3 - digits) : 0) + "f", number);
    }
}
