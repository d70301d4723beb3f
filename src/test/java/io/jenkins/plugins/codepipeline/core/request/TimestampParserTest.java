package io.jenkins.plugins.codepipeline.core.request;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.Test;

/** Objects and numbers; {@link AwsCliTimestampsTest} has the texts. */
public class TimestampParserTest {

    private static final long SECONDS = 1767323045;
    private static final Instant INSTANT = Instant.ofEpochSecond(SECONDS);

    @Test
    public void numbersAreSecondsSince1970() {
        for (Object number : List.of(
                SECONDS,
                (int) SECONDS,
                BigInteger.valueOf(SECONDS),
                new BigDecimal("1767323045.5"),
                new BigDecimal("1.767323045E+9"),
                SECONDS + 0.999)) {
            assertThat(number.toString(), TimestampParser.read(number), is(Optional.of(INSTANT)));
        }
        assertThat(TimestampParser.read(0), is(Optional.of(Instant.EPOCH)));
        assertThat(TimestampParser.read(-1.5), is(Optional.of(Instant.ofEpochSecond(-2))));
    }

    @Test
    public void aNumberBeyondAllYearsIsRefusedWhateverItsExponent() {
        for (Object number : List.of(
                SECONDS * 1000,
                Long.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                new BigDecimal("1E+999999999"),
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
                BigInteger.TEN.pow(10_000),
                "1e2147483648",
                "1e999999999",
                "9".repeat(100_000))) {
            assertThat(Printable.value(number), TimestampParser.read(number), is(Optional.empty()));
        }
        for (Object number : List.of("-1e-2147483649", new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE))) {
            assertThat(number.toString(), TimestampParser.read(number), is(Optional.of(Instant.EPOCH)));
        }
    }

    @Test
    public void objectsOfTheJdkAreReadWhateverTheirZone() {
        ZoneId zone = ZoneId.of("America/New_York");
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone));
        calendar.setTimeInMillis(SECONDS * 1000 + 999);
        for (Object object : List.of(
                INSTANT.plusMillis(500),
                new Date(SECONDS * 1000 + 999),
                new java.sql.Date(SECONDS * 1000),
                calendar,
                ZonedDateTime.ofInstant(INSTANT, zone),
                OffsetDateTime.ofInstant(INSTANT, zone))) {
            assertThat(object.getClass().getName(), TimestampParser.read(object), is(Optional.of(INSTANT)));
        }
        assertThat(TimestampParser.read(new Date(-1)), is(Optional.of(Instant.ofEpochSecond(-1))));
    }

    @Test
    public void whatIsNoTimeIsRefused() {
        for (Object object : List.of(true, List.of(1), LocalDateTime.of(2026, 1, 2, 3, 4, 5), Instant.MAX, Instant.MIN)) {
            assertThat(object.toString(), TimestampParser.read(object), is(Optional.empty()));
        }
    }

    @Test
    public void theErrorSaysWhichZonesAreTaken() {
        assertThat(
                Trees.problems(Trees.with("currentRevision.created", "Thu Nov 26 10:00:00 CET 2026")).get(0).toString(),
                is("currentRevision.created: got \"Thu Nov 26 10:00:00 CET 2026\"; allowed: an ISO 8601 or RFC 822 time"
                        + " (2026-01-02T03:04:05Z), a date (2026-01-02) or epoch seconds, in the years 1 to 9999; the zone only as Z,"
                        + " UTC, GMT or an offset (+01:00)"));
    }
}
