package io.jenkins.plugins.codepipeline.core.request;

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.BeforeClass;
import org.junit.Test;

/** Thousands of generated times, valid and invalid, are read or refused as the AWS CLI does, unless the AWS CLI guesses. */
public class AwsCliTimestampsTest {

    /** What the AWS CLI takes although it can only guess what is meant, or although somebody mistyped. It is refused here. */
    private enum Guess {
        /** What is missing of the date is taken from today's. */
        TODAY,
        /** A year of two digits gets a century. */
        CENTURY,
        /** A year up to 100 next to the name of a month gets a century too, in most notations. */
        EARLY,
        /** Of three numbers that do not begin with the year, one becomes the day and one the month. */
        ORDER,
        /** The name of a zone that the AWS CLI does not know counts as UTC. */
        ZONE,
        /** GMT+1 is read as one hour behind GMT, as POSIX has it, although most mean one hour ahead. */
        SIGN,
        /** Of two times, two offsets, or an offset and a different zone, one wins. */
        TWICE,
        /** A number has more digits than its field, a year has three, or a day has a fraction. */
        DIGITS,
        /** A minute has a fraction, such as 10:30.5. */
        FRACTION,
        /** An hour is alone behind the name of a month and a year, or is beyond 12 with AM or PM. */
        HOUR,
        /** Only a comma is between two parts; November 26,2026 is read as the decimal 26.2026. */
        COMMA,
        /** Different separators are between year, month and day. */
        SEPARATORS,
        /** Punctuation is where there should be none. */
        PUNCTUATION,
        /** Letters are where there should be none. */
        WORDS
    }

    private static final String REFUSED = "refused";

    private static List<Row> rows;

    private record Row(String result, Optional<Guess> guess, String text) {

        static Row parse(String line) {
            String[] columns = line.split("\t", -1);
            Optional<Guess> guess =
                    Optional.of(columns[1]).filter(name -> !name.isEmpty()).map(name -> Guess.valueOf(name.toUpperCase(Locale.ROOT)));
            return new Row(columns[0], guess, columns[2]);
        }

        /** What is read instead of what was expected, or nothing if that is the same. */
        Optional<String> difference() {
            String expected = guess.isPresent() ? REFUSED : result;
            String read = TimestampParser.read(text)
                    .map(time -> Long.toString(time.getEpochSecond()))
                    .orElse(REFUSED);
            return read.equals(expected) ? Optional.empty() : Optional.of('"' + text + "\": " + read + " instead of " + expected);
        }
    }

    @BeforeClass
    public static void readTable() throws Exception {
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                AwsCliTimestampsTest.class.getResourceAsStream("aws-cli-timestamps.tsv"), StandardCharsets.UTF_8))) {
            rows = table.lines().filter(line -> !line.startsWith("#")).map(Row::parse).toList();
        }
    }

    @Test
    public void whatTheAwsCliUnderstandsIsReadToTheSameSecond() {
        List<Row> understood = rows.stream()
                .filter(row -> row.guess().isEmpty() && !row.result().equals(REFUSED))
                .toList();

        assertThat(understood.size(), greaterThanOrEqualTo(2000));
        assertThat(differences(understood), empty());
    }

    @Test
    public void whatTheAwsCliRefusesIsRefused() {
        List<Row> refused = rows.stream().filter(row -> row.result().equals(REFUSED)).toList();

        assertThat(refused.size(), greaterThanOrEqualTo(1500));
        assertThat(differences(refused), empty());
    }

    @Test
    public void whatTheAwsCliGuessesIsRefused() {
        List<Row> guessed = rows.stream().filter(row -> row.guess().isPresent()).toList();

        assertThat(
                guessed.stream().map(row -> row.guess().orElseThrow()).collect(toSet()), is(EnumSet.allOf(Guess.class)));
        assertThat(differences(guessed), empty());
    }

    private static List<String> differences(List<Row> rows) {
        return rows.stream().flatMap(row -> row.difference().stream()).toList();
    }
}
